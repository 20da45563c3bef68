package io.damson.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.damson.contract.Image;
import io.damson.contract.ImagePage;
import io.damson.contract.ImageStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ContextResolver;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/**
 * What our stack can do at best: Jersey on Grizzly, as they come, that answers with a constant image, and with a hundred. No key, no
 * query, no database. {@code java -cp damson.jar:… io.damson.bench.Yardstick PORT}
 */
public final class Yardstick {
    private static final Image IMAGE = new Image()
            .id(42L)
            .reference("product-main-front.jpg")
            .numLinks(3)
            .status(ImageStatus.OK)
            .modifiedOn(LocalDateTime.of(2024, 4, 5, 8, 44, 33))
            .fileType("png")
            .createdOn(LocalDateTime.of(2024, 4, 5, 8, 44, 33))
            .tags(List.of("animales", "mascotas"))
            .originalUrl("http://127.0.0.1:8080/media/acme/original/product-main-front.jpg")
            .thumbnailUrl("http://127.0.0.1:8080/media/acme/th/product-main-front.jpg")
            .thumbnailMediumUrl("http://127.0.0.1:8080/media/acme/thm/product-main-front.jpg")
            .thumbnailPreviewUrl("http://127.0.0.1:8080/media/acme/thp/product-main-front.jpg")
            .width(800)
            .height(600)
            .sizeInBytes(102_400L);

    private static final ImagePage PAGE = new ImagePage().items(Collections.nCopies(100, IMAGE));

    private Yardstick() {}

    /** The API's paths. */
    @Path("")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Constants {
        /** One image, whichever is named. */
        @GET
        @Path("images({reference})")
        public Image image() {
            return IMAGE;
        }

        /** A hundred images, whatever the query is. */
        @GET
        @Path("images")
        public ImagePage page() {
            return PAGE;
        }
    }

    /** Date-times as texts. */
    public static final class Mapper implements ContextResolver<ObjectMapper> {
        private static final ObjectMapper MAPPER = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();

        @Override
        public ObjectMapper getContext(Class<?> type) {
            return MAPPER;
        }
    }

    /** Serves until the process ends. */
    public static void main(String[] arguments) throws InterruptedException {
        ResourceConfig constants = new ResourceConfig(Constants.class, Mapper.class).register(JacksonFeature.class);
        GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:" + arguments[0] + "/"), constants);
        System.out.println("ready http://127.0.0.1:" + arguments[0]);
        Thread.currentThread().join();
    }
}
