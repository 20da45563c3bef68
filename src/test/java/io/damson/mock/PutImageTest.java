package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@code PUT} of an image may say, and what it means. */
@Timeout(60)
class PutImageTest {
    private static final String IMAGE = "/images(product-main-front.jpg)";
    private static final String IN_PROCESS = "trail-runner-red-detail.png";

    @RegisterExtension
    private static final RunningMock MOCK = new RunningMock();

    @Test
    void anIdThatAnotherImageHasIsRefused() {
        Client own = MOCK.sandbox("taken-id");
        long id = own.get(IMAGE).json().path("id").asLong();
        for (String name : List.of("new.jpg", IN_PROCESS)) {
            var refused = own.ask("PUT", "/__admin/images/" + name, "{\"id\":" + id + "}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("detail").asText())
                    .isEqualTo("id: it is the id of the image product-main-front.jpg; give another, or none");
        }
        assertThat(own.get(IMAGE).json().path("id").asLong()).isEqualTo(id);
        assertThat(own.get("/images(new.jpg)").status()).isEqualTo(404);
        assertThat(own.ask("PUT", "/__admin/images/product-main-front.jpg", "{\"id\":" + id + ",\"width\":7}")
                        .status())
                .isEqualTo(204);
        assertThat(own.get(IMAGE).json().path("width").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"a;v=2.jpg, a%3Bv%3D2.jpg", "a;jsessionid=1, a%3Bjsessionid=1", "b%2Fc;d.jpg, b%2Fc%3Bd.jpg", ";, %3B"})
    void aNameIsTakenWhole(String sent, String encoded) {
        Client own = MOCK.sandbox("whole-names");
        assertThat(own.ask("PUT", "/__admin/images/" + sent, "{}").status()).isEqualTo(204);
        assertThat(own.get("/images(" + encoded + ")").status()).isEqualTo(200);
        assertThat(own.get("/images(a)").status()).isEqualTo(404);
        assertThat(own.delete("/__admin/images/" + sent).status()).isEqualTo(204);
    }
}
