package io.damson.mock.media;

import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.mock.tenant.FileUrls;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of images are: {@code PUBLIC-URL/media/TENANT/VARIANT/REFERENCE}.
 *
 * @param publicUrl what clients reach the server by, without a slash at the end
 */
public record MediaUrls(URI publicUrl) implements FileUrls {
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

    /** For clients that reach a server where it listens. */
    public static MediaUrls at(URI server) {
        return new MediaUrls(URI.create("http://" + server.getHost() + ":" + server.getPort()));
    }

    @Override
    public Image point(String tenant, Image image) {
        boolean isBare = image.status() == ImageStatus.OK
                && image.width() > 0
                && image.height() > 0
                && Arrays.stream(MediaVariant.values()).allMatch(variant -> variant.urlOf(image) == null);
        return isBare
                ? image.withUrls(
                        url(tenant, MediaVariant.ORIGINAL, image),
                        url(tenant, MediaVariant.THUMBNAIL, image),
                        url(tenant, MediaVariant.MEDIUM, image),
                        url(tenant, MediaVariant.PREVIEW, image))
                : repoint(tenant, image);
    }

    @Override
    public Image repoint(String tenant, Image image) {
        return image.withUrls(
                changed(tenant, MediaVariant.ORIGINAL, image),
                changed(tenant, MediaVariant.THUMBNAIL, image),
                changed(tenant, MediaVariant.MEDIUM, image),
                changed(tenant, MediaVariant.PREVIEW, image));
    }

    private @Nullable String changed(String tenant, MediaVariant variant, Image image) {
        return variant.urlOf(image) == null ? null : url(tenant, variant, image);
    }

    private String url(String tenant, MediaVariant variant, Image image) {
        return publicUrl + PATH + "/" + tenant + "/" + variant.segment() + "/"
                + PercentEncoding.encode(image.reference().value());
    }
}
