package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content codings, right and broken. */
class DecodedTest {
    private static final byte[] TEXT = "{\"items\":[]}".repeat(50).getBytes(StandardCharsets.UTF_8);

    private static Passage passage(byte[] body, String... codings) {
        return new Passage(
                "GET",
                "/images",
                List.of(),
                200,
                Arrays.stream(codings)
                        .map(coding -> new Field("content-encoding", coding))
                        .toList(),
                ByteBuffer.wrap(body),
                true,
                Instant.EPOCH,
                0,
                1);
    }

    private static byte[] encoded(String coding, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = stream(coding, bytes)) {
            stream.write(body);
        }
        return bytes.toByteArray();
    }

    private static OutputStream stream(String coding, OutputStream bytes) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPOutputStream(bytes);
            case "zlib" -> new DeflaterOutputStream(bytes);
            case "raw" -> new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            default -> bytes;
        };
    }

    @ParameterizedTest
    @CsvSource({"gzip,gzip", "GZIP,gzip", "x-gzip,gzip", "deflate,zlib", "deflate,raw", "identity,none"})
    void aBodyIsDecodedByItsField(String field, String coding) throws IOException {
        assertThat(Decoded.of(passage(encoded(coding, TEXT), field))).hasValue(TEXT);
    }

    @Test
    void aBodyWithoutACodingIsAsItCame() {
        assertThat(Decoded.of(passage(TEXT))).hasValue(TEXT);
        assertThat(Decoded.of(passage(new byte[0]))).hasValue(new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"br,none", "zstd,gzip", "'gzip, gzip',gzip", "gzip,none", "gzip,zlib", "deflate,gzip"})
    void whatCannotBeDecodedIsEmpty(String field, String coding) throws IOException {
        assertThat(Decoded.of(passage(encoded(coding, TEXT), field))).isEmpty();
    }

    @Test
    void aBodyThatIsCutOffOrDecodesToTooMuchIsEmpty() throws IOException {
        byte[] whole = encoded("gzip", TEXT);
        assertThat(Decoded.of(passage(Arrays.copyOf(whole, whole.length - 9), "gzip")))
                .isEmpty();
        assertThat(Decoded.of(passage(encoded("gzip", TEXT), "gzip", "gzip"))).isEmpty();
        byte[] most = new byte[Decoded.MAX_BYTES];
        assertThat(Decoded.of(passage(encoded("gzip", most), "gzip"))).isPresent();
        assertThat(Decoded.of(passage(encoded("gzip", new byte[Decoded.MAX_BYTES + 1]), "gzip")))
                .isEmpty();
    }
}
