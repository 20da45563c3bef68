package io.damson.supply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An advisory in the format of OSV (https://ossf.github.io/osv-schema/), as GitHub's advisory database and osv.dev publish them. */
record Advisory(JsonNode document) {
    /** Whether the file is an advisory that stands: withdrawn ones do not. */
    boolean stands() {
        return document.hasNonNull("id") && document.path("affected").isArray() && !document.hasNonNull("withdrawn");
    }

    /** The names of the packages that it is about, of all ecosystems. */
    List<String> packages() {
        return stream(document.path("affected"))
                .map(affected -> affected.at("/package/name").asText())
                .distinct()
                .toList();
    }

    /** Whether it says that this version of this package is affected. */
    boolean affects(Component component) {
        return stream(document.path("affected"))
                .anyMatch(affected -> names(affected, component)
                        && (lists(affected, component.version()) || holds(affected, component))
                        && isKnown(affected, component));
    }

    /** One line: identifiers, severity where one is given, what is wrong, and the versions that mend it. */
    String describe(Component component) {
        List<String> identifiers = new ArrayList<>(List.of(document.path("id").asText()));
        document.path("aliases").forEach(alias -> identifiers.add(alias.asText()));
        List<String> fixed = stream(document.path("affected"))
                .filter(affected -> names(affected, component))
                .flatMap(affected -> affected.findValuesAsText("fixed").stream())
                .distinct()
                .toList();
        return String.join(" ", identifiers)
                + document.at("/database_specific/severity")
                        .asText("")
                        .transform(level -> level.isEmpty() ? "" : ", " + level)
                + ": "
                + document.path("summary").asText("no summary").strip()
                + (fixed.isEmpty() ? "; no version mends it" : "; mended in " + String.join(", ", fixed));
    }

    private static boolean names(JsonNode affected, Component component) {
        JsonNode named = affected.path("package");
        return Ecosystem.of(named.path("ecosystem").asText())
                        .filter(component.ecosystem()::equals)
                        .isPresent()
                && named.path("name").asText().equals(component.name());
    }

    private static boolean lists(JsonNode affected, String version) {
        return stream(affected.path("versions"))
                .anyMatch(listed -> listed.asText().equals(version));
    }

    private static boolean holds(JsonNode affected, Component component) {
        return stream(affected.path("ranges"))
                .filter(range -> !range.path("type").asText().equals("GIT"))
                .anyMatch(range ->
                        new VersionRange(component.ecosystem(), range.path("events")).holds(component.version()));
    }

    /** GitHub has ranges without an end beside which stands up to where it is known, {@code < 2.0} or {@code <= 1.33}. */
    private static boolean isKnown(JsonNode affected, Component component) {
        String known = affected.at("/database_specific/last_known_affected_version_range")
                .asText("");
        if (known.isEmpty()) {
            return true;
        }
        String last = known.replaceFirst("^<=?\\s*", "");
        int order = component.ecosystem().compare(component.version(), last);
        return order < 0 || (order == 0 && known.startsWith("<="));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
