package io.damson.supply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The versions between events, as "Evaluation" in OSV's format has it. */
final class VersionRange {
    private static final String FROM_THE_FIRST = "0";

    private enum Kind {
        INTRODUCED,
        FIXED,
        LAST_AFFECTED
    }

    private record Event(String version, Kind kind) {}

    private final Ecosystem ecosystem;
    private final List<Event> events = new ArrayList<>();

    VersionRange(Ecosystem ecosystem, JsonNode events) {
        this.ecosystem = ecosystem;
        events.forEach(event -> event.properties().forEach(member -> {
            String version = member.getValue().asText();
            switch (member.getKey()) {
                case "introduced" -> this.events.add(new Event(version, Kind.INTRODUCED));
                case "fixed", "limit" -> this.events.add(new Event(version, Kind.FIXED));
                case "last_affected" -> this.events.add(new Event(version, Kind.LAST_AFFECTED));
                default -> throw new IllegalArgumentException("'" + member.getKey() + "' is no event of OSV");
            }
        }));
        this.events.sort(Comparator.comparing(Event::version, this::compare));
    }

    /** Whether the version is in the range. */
    boolean holds(String version) {
        boolean held = false;
        for (Event event : events) {
            int order = compare(version, event.version());
            held = switch (event.kind()) {
                case INTRODUCED -> held || order >= 0;
                case FIXED -> held && order < 0;
                case LAST_AFFECTED -> held && order <= 0;
            };
        }
        return held;
    }

    private int compare(String version, String other) {
        if (version.equals(FROM_THE_FIRST) || other.equals(FROM_THE_FIRST)) {
            return Boolean.compare(other.equals(FROM_THE_FIRST), version.equals(FROM_THE_FIRST));
        }
        return ecosystem.compare(version, other);
    }
}
