package io.damson.mock.media;

import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.tenant.TenantName;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where the files of images are: {@code PUBLIC-URL/media/TENANT/VARIANT/REFERENCE}.
 *
 * @param publicUrl what clients reach the server by, without a slash at the end
 */
public record MediaUrls(URI publicUrl) {
    /** {@code 0.0.0.0} and {@code ::}, however many zeros it is written with. */
    private static final Pattern ANY_ADDRESS = Pattern.compile("0\\.0\\.0\\.0|\\[[0:]+(0\\.0\\.0\\.0)?]");

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
        String host = ANY_ADDRESS.matcher(server.getHost()).matches() ? "localhost" : server.getHost();
        return new MediaUrls(URI.create("http://" + host + ":" + server.getPort()));
    }

    /**
     * The same image whose URLs point here. Those that are null stay null, since there is no such file yet; but an image that is ready
     * and has none at all gets all of them.
     */
    public Image point(TenantName tenant, Image image) {
        boolean isBare = image.status() == ImageStatus.OK
                && image.originalUrl() == null
                && image.thumbnailUrl() == null
                && image.thumbnailMediumUrl() == null
                && image.thumbnailPreviewUrl() == null;
        return image.withUrls(
                isBare || image.originalUrl() != null ? url(tenant, MediaVariant.ORIGINAL, image) : null,
                isBare || image.thumbnailUrl() != null ? url(tenant, MediaVariant.THUMBNAIL, image) : null,
                isBare || image.thumbnailMediumUrl() != null ? url(tenant, MediaVariant.MEDIUM, image) : null,
                isBare || image.thumbnailPreviewUrl() != null ? url(tenant, MediaVariant.PREVIEW, image) : null);
    }

    private String url(TenantName tenant, MediaVariant variant, Image image) {
        return publicUrl + PATH + "/" + tenant + "/" + variant.segment() + "/"
                + PercentEncoding.encode(image.reference().value());
    }
}
