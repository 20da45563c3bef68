package io.damson.rest;

import io.damson.contract.ImagePage;
import io.damson.contract.ImagesApi;
import io.damson.http.Json;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.image.ImageReference;
import io.damson.query.ImageQueryParser;
import io.damson.store.ImageStore;
import io.damson.tenant.Tenant;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** The contract's three operations for the tenant of the request. One object serves all requests: creating one takes longer than reading an image. */
@Singleton
@Path("")
public class ImagesResource implements ImagesApi {
    private final ImageStore images;
    private final Compression compression;
    private final SecurityContext caller;
    private final HttpHeaders headers;

    /**
     * One for all requests.
     *
     * @param caller of the request that is served, whichever that is
     * @param headers likewise
     */
    @Inject
    public ImagesResource(
            ImageStore images, Compression compression, @Context SecurityContext caller, @Context HttpHeaders headers) {
        this.images = images;
        this.compression = compression;
        this.caller = caller;
        this.headers = headers;
    }

    private Tenant tenant() {
        return TenantSecurityContext.tenantOf(caller);
    }

    @Override
    public Response listImages(String filter, String orderby, Integer top, Integer skip) {
        var query = ImageQueryParser.parse(filter, orderby, top, skip);
        byte[] page = Json.bytes(new ImagePage()
                .items(images.list(tenant(), query).stream()
                        .map(ContractImages::of)
                        .toList()));
        return compression.isFor(page, headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING))
                ? json(Compression.gzip(page))
                        .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .build()
                : json(page).build();
    }

    @Override
    public Response getImage(String reference) {
        return images.find(tenant(), new ImageReference(reference))
                .map(image -> json(Json.bytes(ContractImages.of(image))).build())
                .orElseThrow(() -> notFound(reference));
    }

    @Override
    public Response deleteImage(String reference) {
        return switch (images.delete(tenant(), new ImageReference(reference))) {
            case DELETED -> Response.noContent().build();
            case UNKNOWN -> throw notFound(reference);
            case IN_PROCESS ->
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "The image " + reference + " is being processed and cannot be deleted now");
        };
    }

    /** With its length: Jersey would buffer it once more to know that. */
    private static Response.ResponseBuilder json(byte[] bytes) {
        return Response.ok(bytes, MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.CONTENT_LENGTH, bytes.length);
    }

    private static ProblemException notFound(String reference) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no image " + reference);
    }
}
