package io.damson.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name is there: tests, files, headings. */
class DocumentedNamesTest {
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:Test|Tests|IT|Contract)\\b");
    private static final Pattern SCRIPT = Pattern.compile("`((?:bench|\\.ci|docs|openapi|src|mock-data)/[\\w./-]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void testsThatRulesAndDecisionsName() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        List<Path> rules = new ArrayList<>(pages(Path.of("docs/decisions")));
        rules.add(Path.of("INVARIANTS.md"));
        for (Path page : rules) {
            assertThat(TEST.matcher(Files.readString(page)).results().map(found -> found.group()))
                    .as("tests that %s names", page)
                    .allMatch(classes::contains);
        }
    }

    @Test
    void filesAndHeadings() throws IOException {
        List<Path> pages = new ArrayList<>(pages(Path.of("docs")));
        pages.addAll(pages(Path.of("bench")));
        pages.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("INVARIANTS.md")));
        List<String> missing = new ArrayList<>();
        for (Path page : pages) {
            String text = FENCED.matcher(Files.readString(page)).replaceAll("");
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                if (!link.group(1).contains(":") && !isThere(page, link.group(1), link.group(2))) {
                    missing.add(page + ": " + link.group());
                }
            }
            Matcher script = SCRIPT.matcher(text);
            while (script.find()) {
                if (!Files.exists(Path.of(script.group(1)))) {
                    missing.add(page + ": " + script.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList();
        }
    }

    private static boolean isThere(Path page, String file, String heading) throws IOException {
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return heading == null || headings(target).contains(heading);
    }

    /** As GitHub makes anchors of them. */
    private static Set<String> headings(Path page) {
        try {
            String text = FENCED.matcher(Files.readString(page)).replaceAll("");
            return HEADING.matcher(text)
                    .results()
                    .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                    .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
