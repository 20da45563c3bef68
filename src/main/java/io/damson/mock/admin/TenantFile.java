package io.damson.mock.admin;

import io.damson.dataset.ImageRecord;
import io.damson.dataset.MockDataWriter;
import io.damson.image.Image;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.tenant.ApiKey;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the tenant of a key has now, as a file that the mock can be started with; in constant memory.
 *
 * @param whose is looked for when the file is written, so that nobody holds the tenant of an answer that is never written
 */
record TenantFile(MockTenants tenants, ApiKey whose) implements StreamingOutput {
    @Override
    public void write(OutputStream bytes) {
        MockTenant tenant = tenants.hold(whose).orElseThrow(Scope::notValid);
        try {
            MockDataWriter file = new MockDataWriter(bytes, tenant.header());
            tenants.forEach(tenant, (image, left) -> write(file, image, left));
            file.finish();
        } catch (UncheckedIOException | IOException e) {
            // The client has hung up, or reads no more: what it has is no JSON.
        } finally {
            tenant.release();
        }
    }

    /** Where a clock was set back, more may be left than a file can say. */
    private static void write(MockDataWriter file, Image image, Optional<Duration> left) {
        try {
            file.write(
                    image,
                    left.map(time ->
                            time.compareTo(ImageRecord.MAX_PROCESSING) > 0 ? ImageRecord.MAX_PROCESSING : time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
