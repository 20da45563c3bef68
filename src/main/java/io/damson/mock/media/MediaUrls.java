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
    /** What all files are below. */
    public static final String PATH = "/media";

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

    /** For clients that reach a server where it listens; none can connect to the address that stands for all of them. */
    public static MediaUrls at(URI server) {
        String host = server.getHost().equals("0.0.0.0") ? "localhost" : server.getHost();
        return new MediaUrls(URI.create("http://" + host + ":" + server.getPort()));
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
                : publicUrl + PATH + "/" + tenant + "/" + variant.segment() + "/"
                        + PercentEncoding.encode(image.reference().value());
    }
}
