package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.DataFolder.Stamp;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When data that have changed are taken. */
@Timeout(60)
class DataWatchTest {
    /** A file that is another one whenever somebody looks at it. */
    private static final class RestlessFile implements DataWatch.Watched {
        private final AtomicLong looks = new AtomicLong();
        private final CountDownLatch taken = new CountDownLatch(2);

        @Override
        public List<Stamp> stamps() {
            return List.of(
                    new Stamp(Path.of("shop.json"), 1, FileTime.fromMillis(looks.incrementAndGet()), "the same"));
        }

        @Override
        public boolean differs() {
            return true;
        }

        @Override
        public void refresh() {
            taken.countDown();
        }
    }

    @Test
    void dataThatNeverRestAreTakenAllTheSame() throws InterruptedException {
        RestlessFile file = new RestlessFile();
        DataWatch watch = DataWatch.start(file);
        try {
            assertThat(file.taken.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            watch.close();
        }
    }
}
