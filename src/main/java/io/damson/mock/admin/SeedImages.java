package io.damson.mock.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.dataset.ImageRecord;
import io.damson.http.Json;
import io.damson.http.ProblemException;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.rest.ContractImages;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Images that are made or changed by some of their members. */
final class SeedImages {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    private SeedImages() {}

    /** An image of which nothing but the name is known. */
    static Image newImage(long id, ImageReference reference, LocalDateTime now) {
        LocalDateTime second = now.truncatedTo(ChronoUnit.SECONDS);
        int dot = reference.value().lastIndexOf('.');
        String fileType = dot < 0 ? null : reference.value().substring(dot + 1).toLowerCase(Locale.ROOT);
        return new Image(
                id,
                reference,
                0,
                ImageStatus.OK,
                second,
                fileType,
                second,
                List.of(),
                null,
                null,
                null,
                null,
                WIDTH,
                HEIGHT,
                WIDTH * HEIGHT);
    }

    /** @throws ProblemException if a member is not right */
    static Image changed(Image image, ObjectNode change) {
        ObjectMapper mapper = Json.mapper();
        ObjectNode members = mapper.valueToTree(ContractImages.of(image));
        if (change.has("reference")
                && !change.path("reference").asText().equals(image.reference().value())) {
            throw ProblemException.invalid("reference", "it is the path's, and does not change");
        }
        members.setAll(change);
        try {
            return ImageRecord.of(members).image();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", String.valueOf(e.getMessage()));
        }
    }
}
