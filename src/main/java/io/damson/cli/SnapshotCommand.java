package io.damson.cli;

import io.damson.dataset.DatasetException;
import io.damson.dataset.RemoteImages;
import io.damson.dataset.ServiceUrl;
import io.damson.dataset.SnapshotFile;
import io.damson.image.Image;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson snapshot}: an account's images as a data file of the mock. */
@Command(
        name = "snapshot",
        description = "Reads an account's images over the API into a data file for damson mock.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "At most 50 pages of 100 images are read in 10 seconds. An interrupted snapshot continues when the command is run again. The file gets an API key of its own, NAME-demo-key. The account's key is written nowhere.",
            "",
            "Example:",
            "  DAMSON_API_KEY=… damson snapshot \\",
            "    --url https://api2.saleslayer.com/dam \\",
            "    --out mock-data/shop.json"
        })
final class SnapshotCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "URL of the API, without /images at its end.")
    private URI url = URI.create("");

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            required = true,
            description = "API key of the account. DAMSON_API_KEY keeps it out of process lists.")
    private String apiKey = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "File to write. An existing file is replaced when all images are read.")
    private Path out = Path.of("");

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Name of the tenant in the file (default: the file name without .json).")
    private @Nullable TenantName tenant;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        TenantName name = tenant == null ? nameOf(out) : tenant;
        ServiceUrl service = service();
        RemoteImages account = account(service, err);
        try (SnapshotFile file = SnapshotFile.open(out, service)) {
            read(account, file, err);
            file.finish(name);
            spec.commandLine()
                    .getOut()
                    .println("wrote " + out + ": " + file.images() + " images, key " + name + "-demo-key");
        } catch (IOException e) {
            throw CommandException.unwritable(out, e);
        }
        return 0;
    }

    private ServiceUrl service() {
        try {
            return new ServiceUrl(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private RemoteImages account(ServiceUrl service, PrintWriter err) {
        try {
            return new RemoteImages(service, ApiKey.of(apiKey), notice -> {
                err.println(notice);
                err.flush();
            });
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private TenantName nameOf(Path file) {
        try {
            return new TenantName(String.valueOf(file.getFileName()).replaceFirst("\\.json$", ""));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "give the tenant a name with --tenant NAME: " + e.getMessage(), e);
        }
    }

    private static void read(RemoteImages account, SnapshotFile file, PrintWriter err)
            throws IOException, InterruptedException {
        try (Progress progress = new Progress(err, "reading")) {
            if (file.last().isPresent()) {
                err.println("going on after " + file.images() + " images");
                requireSame(account, file.last().get());
            }
            RemoteImages.Page page =
                    file.last().isPresent() ? account.after(file.last().get().id()) : account.from(0);
            while (!page.isEnd()) {
                file.add(page.images());
                progress.at(file.images(), 0);
                page = account.after(page.last());
            }
        } catch (DatasetException e) {
            throw new CommandException(e.getMessage()
                    + (file.images() == 0 ? "" : "; " + file.images() + " images are kept, run it again to go on"));
        }
    }

    /** Two accounts of one service would otherwise end up in one file. */
    private static void requireSame(RemoteImages account, Image last) throws InterruptedException {
        boolean same = account.from(last.id()).images().stream()
                .findFirst()
                .map(Image::reference)
                .equals(Optional.of(last.reference()));
        if (!same) {
            throw new DatasetException("the image with the id " + last.id()
                    + ", the last one read before, is no longer there, or this is another account; to begin anew,"
                    + " remove the .part file");
        }
    }
}
