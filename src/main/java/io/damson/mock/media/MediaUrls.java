package io.damson.mock.media;

import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import io.damson.tenant.TenantName;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of images are: {@code PUBLIC-URL/media/TENANT/VARIANT/REFERENCE}.
 *
 * @param publicUrl what clients reach the server by, without a slash at the end
 */
public record MediaUrls(URI publicUrl) {
    /** What the paths of all files begin with. */
    public static final String ROOT = "/media/";

    /** @throws IllegalArgumentException with what would be right */
    public MediaUrls {
        boolean web = "http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme());
        if (!web
                || publicUrl.getRawAuthority() == null
                || publicUrl.getRawQuery() != null
                || publicUrl.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a public URL is like https://mock.example.com or http://localhost:8080/proxy: " + publicUrl);
        }
        publicUrl = URI.create(publicUrl.toString().replaceFirst("/+$", ""));
    }

    /** The same image whose URLs point here; those that are null stay null, since there is no such file yet. */
    public Image point(TenantName tenant, Image image) {
        return image.withUrls(
                url(image.originalUrl(), tenant, MediaVariant.ORIGINAL, image),
                url(image.thumbnailUrl(), tenant, MediaVariant.THUMBNAIL, image),
                url(image.thumbnailMediumUrl(), tenant, MediaVariant.MEDIUM, image),
                url(image.thumbnailPreviewUrl(), tenant, MediaVariant.PREVIEW, image));
    }

    private @Nullable String url(@Nullable String before, TenantName tenant, MediaVariant variant, Image image) {
        return before == null
                ? null
                : publicUrl + ROOT + tenant + "/" + variant.segment() + "/"
                        + PercentEncoding.encode(image.reference().value());
    }
}
