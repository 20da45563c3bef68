package io.damson.cli;

import io.damson.query.Suggestion;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A file of options: properties of Java in UTF-8, each named as its option, without the dashes.
 *
 * @param path where it is, as it was given
 * @param entries the options that it gives
 * @param faults what is wrong with it as a whole, and names that it gives twice
 */
record ConfigFile(String path, Map<String, Entry> entries, List<String> faults) {
    /** No file, which gives nothing. */
    static final ConfigFile NONE = new ConfigFile("", Map.of(), List.of());

    /**
     * What a file has for an option.
     *
     * @param line where, from 1 on
     * @param value never empty, and without blanks behind it
     */
    record Entry(int line, String value) {}

    /** Reads a file; why it cannot be read is one of its faults. */
    static ConfigFile read(String path) {
        if (path.isEmpty()) {
            return new ConfigFile(path, Map.of(), List.of("--config has to name a file; it is empty"));
        }
        try {
            return of(path, TextFile.read(path).lines().toList());
        } catch (IOException | IllegalArgumentException e) {
            return unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    private static ConfigFile unreadable(String path, String reason) {
        return new ConfigFile(path, Map.of(), List.of("--config: cannot read " + path + ": " + reason));
    }

    private static ConfigFile of(String path, List<String> lines) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (int first = 0, next = 0; first < lines.size(); first = next) {
            next = end(lines, first);
            Properties properties = new Properties();
            properties.load(new StringReader(String.join("\n", lines.subList(first, next))));
            for (String name : properties.stringPropertyNames()) {
                String value = properties.getProperty(name);
                Entry entry = new Entry(first + 1, SecretFile.isFor(name) ? value : value.stripTrailing());
                Entry before = entries.putIfAbsent(name, entry);
                if (before != null) {
                    faults.add("%s, line %d: %s is given twice, first in line %d"
                            .formatted(path, entry.line(), name, before.line()));
                }
            }
        }
        entries.values().removeIf(entry -> entry.value().isEmpty());
        return new ConfigFile(path, entries, faults);
    }

    /** Behind the last line of a property: a backslash that is not itself escaped continues a line, but for a comment's. */
    private static int end(List<String> lines, int first) {
        int last = first;
        boolean comment = lines.get(first).stripLeading().matches("[#!].*");
        while (!comment && last + 1 < lines.size() && isContinued(lines.get(last))) {
            last++;
        }
        return last + 1;
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** What it has for an option. */
    Optional<Entry> entry(String option) {
        return Optional.ofNullable(entries.get(option));
    }

    /** What is wrong with it, names that are no options included, each with its line. */
    List<String> faults(Set<String> options) {
        List<String> all = new ArrayList<>(faults);
        entries.forEach((name, entry) -> {
            if (!options.contains(name)) {
                String undashed = name.replaceFirst("^-+", "");
                String meant = options.contains(undashed)
                        ? "; names have no dashes before them: " + undashed
                        : Suggestion.nearest("--" + name, options.stream().map(option -> "--" + option))
                                .map(near -> "; did you mean " + near.substring(2) + "?")
                                .orElse("");
                all.add("%s, line %d: there is no option %s%s".formatted(path, entry.line(), name, meant));
            }
        });
        return all;
    }
}
