package io.damson.cli;

import io.damson.dataset.ImageWriter;
import io.damson.image.Image;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson export}: a tenant's images as newline-delimited JSON. */
@Command(
        name = "export",
        description =
                "Writes a tenant's images as newline-delimited JSON, by id, as of one moment. damson import reads them without loss.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  damson export --tenant shop shop.ndjson",
            "  damson export --tenant shop | gzip > shop.ndjson.gz"
        })
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final TenantOption tenantOption = new TenantOption();

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = STANDARD_OUTPUT,
            description =
                    "File to write, - for standard output, the default. An existing file is replaced when all images are written.")
    private String file = STANDARD_OUTPUT;

    @Override
    public Integer call() throws IOException {
        try (Database database = databaseOptions.openExisting()) {
            Tenant tenant = tenantOption.in(new TenantStore(database));
            ImageStore images = new ImageStore(database);
            if (file.equals(STANDARD_OUTPUT)) {
                write(images, tenant, new FileOutputStream(FileDescriptor.out));
            } else {
                writeWhole(images, tenant, Path.of(file));
            }
        } catch (UncheckedIOException e) {
            throw unwritable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritable(e);
        }
        return 0;
    }

    private CommandException unwritable(IOException e) {
        return file.equals(STANDARD_OUTPUT)
                ? new CommandException("cannot write standard output: " + e.getMessage())
                : CommandException.unwritable(Path.of(file), e);
    }

    /** A reader of the file never sees a part. */
    private void writeWhole(ImageStore images, Tenant tenant, Path target) throws IOException {
        Path part = Files.createTempFile(target.toAbsolutePath().getParent(), target.getFileName() + ".", ".part");
        try {
            write(images, tenant, Files.newOutputStream(part));
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(ImageStore images, Tenant tenant, OutputStream bytes) throws IOException {
        long all = images.count(tenant);
        try (ImageWriter writer = new ImageWriter(new BufferedOutputStream(bytes));
                Progress progress = new Progress(spec.commandLine().getErr(), "exporting")) {
            images.forEach(tenant, new Consumer<>() {
                private long written;

                @Override
                public void accept(Image image) {
                    try {
                        writer.write(image);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    written++;
                    progress.at(written, (double) written / all);
                }
            });
        }
    }
}
