package io.damson.cli;

import io.damson.dataset.Completeness;
import io.damson.dataset.DatasetException;
import io.damson.dataset.ImageFile;
import io.damson.dataset.ImageItem;
import io.damson.store.ImageImport;
import io.damson.store.ImageImport.Candidate;
import io.damson.store.ImageImport.Conflict;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One import, from its files to what is said in the end. Not thread-safe. */
final class ImportRun {
    private static final String STANDARD_INPUT = "-";

    private final ImageImport images;
    private final LeftOut leftOut;
    private final Interruption interruption;
    private final PrintWriter err;
    private final List<Candidate> batch = new ArrayList<>();
    private long taken;
    private boolean timed;

    ImportRun(ImageImport images, LeftOut leftOut, Interruption interruption, PrintWriter err) {
        this.images = images;
        this.leftOut = leftOut;
        this.interruption = interruption;
        this.err = err;
    }

    /** The process was told to stop; says what has become of the tenant. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(String message) {
            super(message);
        }
    }

    /** Reads all files, and finds all that speaks against what is in them; the tenant is not touched. */
    void stage(List<String> files) throws IOException {
        long bytes = size(files);
        long read = 0;
        try (Progress progress = new Progress(err, "reading")) {
            for (String name : files) {
                try (ImageFile file = open(name)) {
                    for (Optional<ImageItem> item = file.next(); item.isPresent(); item = file.next()) {
                        stage(item.get());
                        progress.at(taken, bytes == 0 ? 0 : (double) (read + file.bytesRead()) / bytes);
                    }
                    read += file.bytesRead();
                } catch (DatasetException e) {
                    stageBatch();
                    leftOut.note(e);
                }
            }
            stageBatch();
            note(images.leaveOutWithoutId());
        }
        leftOut.requireNoMistake();
        if (timed) {
            err.println("processingFor was passed over: only the mock has a clock for it");
        }
    }

    private static long size(List<String> files) throws IOException {
        long bytes = 0;
        for (String name : files) {
            Path path = Path.of(name);
            if (name.equals(STANDARD_INPUT) || !Files.isRegularFile(path)) {
                return 0;
            }
            bytes += Files.size(path);
        }
        return bytes;
    }

    private static ImageFile open(String name) {
        if (name.equals(STANDARD_INPUT)) {
            return ImageFile.open("standard input", System.in, Completeness.WHOLE);
        }
        try {
            InputStream bytes = new FileInputStream(name);
            return ImageFile.open(name, bytes, Completeness.WHOLE);
        } catch (IOException e) {
            throw new CommandException("cannot read " + e.getMessage());
        }
    }

    private void stage(ImageItem item) throws IOException {
        if (interruption.isAsked()) {
            throw new Interrupted("interrupted; nothing was changed");
        }
        if (item instanceof ImageItem.Taken image) {
            taken++;
            timed |= image.record().processingFor().isPresent();
            batch.add(new Candidate(
                    image.place(), image.record().image(), image.record().hasId()));
            if (batch.size() == ImageImport.BATCH) {
                stageBatch();
            }
        } else if (item instanceof ImageItem.Refused refused) {
            if (!refused.isRepeated()) {
                stageBatch(); // what speaks against those before comes before
            }
            leftOut.note(refused);
        }
    }

    private void stageBatch() throws IOException {
        if (!batch.isEmpty()) {
            note(images.stage(batch));
        }
        batch.clear();
    }

    private void note(List<Conflict> conflicts) throws IOException {
        for (Conflict conflict : conflicts) {
            taken--;
            leftOut.note(new ImageItem.Refused(conflict.place(), conflict.reason()));
        }
    }

    /** Applies all, or nothing. */
    void applyWhole() {
        images.applyInOneTransaction();
        try (Progress progress = new Progress(err, "importing")) {
            while (images.applyNext()) {
                progress.at(images.applied(), (double) images.applied() / images.staged());
                if (interruption.isAsked()) {
                    throw new Interrupted("interrupted; nothing was changed");
                }
            }
            images.commit();
        }
    }

    /** Applies batch by batch: what is applied stays. */
    void applyByBatch() {
        try (Progress progress = new Progress(err, "importing")) {
            while (images.applyNext()) {
                images.commit();
                progress.at(images.applied(), (double) images.applied() / images.staged());
                if (interruption.isAsked() && images.applied() < images.staged()) {
                    throw new Interrupted(
                            "interrupted; all up to " + images.appliedPlace() + " is imported, nothing after it");
                }
            }
        }
    }

    /** Whether there were images, and none of them could be taken. */
    boolean isAllLeftOut() {
        return taken == 0 && leftOut.isAny();
    }

    /** How many images would be imported, in words. */
    String plan() {
        return summary(images.replacing());
    }

    /** How many images were imported, in words. */
    String summary() {
        return summary(images.replaced());
    }

    private String summary(long replaced) {
        return "%d images: %d new, %d replaced%s".formatted(taken, taken - replaced, replaced, leftOut.summary());
    }
}
