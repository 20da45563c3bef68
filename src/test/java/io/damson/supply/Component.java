package io.damson.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A package that Damson or its build is made of.
 *
 * @param name as OSV writes it, {@code org.postgresql:postgresql} or {@code @redocly/cli}
 * @param file the file that lists it
 */
record Component(Ecosystem ecosystem, String name, String version, Path file) {
    private static final String WEB_JARS = "org.webjars";
    private static final String MODULES = "node_modules/";

    /**
     * Reads a CycloneDX bill of materials or a lock file of npm.
     *
     * @throws IOException where the file cannot be read, is neither, or lists nothing
     */
    static List<Component> read(Path file) throws IOException {
        JsonNode document = new ObjectMapper().readTree(file.toFile());
        List<Component> components = new ArrayList<>();
        if (document.path("bomFormat").asText().equals("CycloneDX")) {
            document.path("components").forEach(component -> addMaven(component, file, components));
        } else if (document.path("lockfileVersion").asInt() >= 2) {
            document.path("packages").properties().forEach(entry -> addNpm(entry, file, components));
        } else {
            throw new IOException(file + " is neither a CycloneDX bill of materials nor a lock file of npm 7 or later");
        }
        if (components.isEmpty()) {
            throw new IOException(file + " lists no package");
        }
        return components;
    }

    private static void addMaven(JsonNode component, Path file, List<Component> components) {
        String group = component.path("group").asText();
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        components.add(new Component(Ecosystem.MAVEN, group + ":" + name, version, file));
        if (group.equals(WEB_JARS)) {
            // What it packs is a package of npm, and advisories name that.
            components.add(new Component(Ecosystem.NPM, name, version, file));
        }
    }

    private static void addNpm(Map.Entry<String, JsonNode> entry, Path file, List<Component> components) {
        int module = entry.getKey().lastIndexOf(MODULES);
        if (module >= 0 && !entry.getValue().path("link").asBoolean()) {
            // A package that is installed under another name says its own.
            String name = entry.getValue().path("name").asText(entry.getKey().substring(module + MODULES.length()));
            components.add(new Component(
                    Ecosystem.NPM, name, entry.getValue().path("version").asText(), file));
        }
    }
}
