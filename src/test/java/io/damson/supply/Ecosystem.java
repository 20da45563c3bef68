package io.damson.supply;

import java.util.Arrays;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.semver4j.Semver;

/** An ecosystem of OSV that we take packages from, with the order of its versions. */
enum Ecosystem {
    MAVEN("Maven"),
    NPM("npm");

    private final String osvName;

    Ecosystem(String osvName) {
        this.osvName = osvName;
    }

    /**
     * Finds an ecosystem by OSV's name for it.
     *
     * @return empty for an ecosystem that we take nothing from
     */
    static Optional<Ecosystem> of(String osvName) {
        return Arrays.stream(values())
                .filter(ecosystem -> ecosystem.osvName.equals(osvName))
                .findFirst();
    }

    /**
     * Compares two versions in the ecosystem's own order.
     *
     * @throws IllegalArgumentException where one of the two is no version of the ecosystem
     */
    int compare(String version, String other) {
        return switch (this) {
            case MAVEN -> new ComparableVersion(version).compareTo(new ComparableVersion(other));
            case NPM -> semver(version).compareTo(semver(other));
        };
    }

    private static Semver semver(String version) {
        // Advisories write 5 for 5.0.0, which no package of npm may.
        return Optional.ofNullable(Semver.parse(version))
                .or(() -> Optional.ofNullable(Semver.coerce(version)))
                .orElseThrow(() -> new IllegalArgumentException("'" + version + "' is no version of npm"));
    }
}
