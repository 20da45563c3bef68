package io.damson.supply;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the packages in bills of materials and lock files have published advisories: {@code .ci/known-vulnerabilities}. */
final class KnownVulnerabilities {
    private static final int NONE = 0;
    private static final int FOUND = 1;
    private static final int NOT_CHECKED = 2;

    private KnownVulnerabilities() {}

    /** Ends with 1 where a package is affected, and with 2 where that could not be told. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length < 2) {
            err.println("known-vulnerabilities needs a folder of advisories, and bills of materials or lock files");
            return NOT_CHECKED;
        }
        try {
            List<Component> components = new ArrayList<>();
            for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                components.addAll(Component.read(Path.of(file)));
            }
            return check(Path.of(arguments[0]), components, out);
        } catch (IOException | IllegalArgumentException unreadable) {
            err.println("known-vulnerabilities: " + unreadable.getMessage());
            return NOT_CHECKED;
        }
    }

    private static int check(Path folder, List<Component> components, PrintStream out) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        Map<String, List<Component>> byName = components.stream().collect(Collectors.groupingBy(Component::name));
        ObjectMapper json = new ObjectMapper();
        int advisories = 0;
        int found = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(KnownVulnerabilities::isJson).sorted()::iterator) {
                Advisory advisory = new Advisory(json.readTree(file.toFile()));
                if (advisory.stands()) {
                    advisories++;
                    found += report(file, advisory, byName, out);
                }
            }
        }
        if (advisories == 0) {
            throw new IOException("no file of " + folder + " is an advisory in the format of OSV");
        }
        out.printf("%d packages, %d advisories: %d affected%n", components.size(), advisories, found);
        return found == 0 ? NONE : FOUND;
    }

    private static int report(Path file, Advisory advisory, Map<String, List<Component>> byName, PrintStream out)
            throws IOException {
        try {
            return report(advisory, byName, out);
        } catch (IllegalArgumentException unknown) {
            throw new IOException(file + ": " + unknown.getMessage(), unknown);
        }
    }

    private static int report(Advisory advisory, Map<String, List<Component>> byName, PrintStream out) {
        int found = 0;
        for (String name : advisory.packages()) {
            for (Component component : byName.getOrDefault(name, List.of())) {
                if (advisory.affects(component)) {
                    out.printf(
                            "%s %s (%s): %s%n",
                            name, component.version(), component.file(), advisory.describe(component));
                    found++;
                }
            }
        }
        return found;
    }

    private static boolean isJson(Path file) {
        return file.toString().endsWith(".json");
    }
}
