package io.damson.server;

import io.damson.http.FileHandler;
import io.damson.http.PathHandler;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.ServedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contracts as files, and the page at {@code /docs} that shows them and lets people try them (Swagger UI). It needs nothing from
 * elsewhere. Each file is read and hashed once. Thread-safe.
 */
public final class Documentation {
    /** Where the page is. */
    public static final String PAGE = "/docs";

    /** Where the page's files are on the class path: at nobody's own {@code docs}. */
    private static final String FILES = "/io/damson";

    static final Published IMAGES = new Published("Images", "/openapi.yaml", "/io/damson/openapi/dam-images.yaml");

    /** Nothing but our own scripts runs, and what is tried out goes to this server alone. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * A contract.
     *
     * @param name what people call it
     * @param path where it is offered
     * @param resource where it is on the class path
     */
    public record Published(String name, String path, String resource) {}

    private final String basePath;
    private final List<Published> contracts;
    private final Map<String, ServedFile> files = new ConcurrentHashMap<>();

    /** @param contracts the images' and others */
    Documentation(String basePath, List<Published> contracts) {
        this.basePath = basePath;
        this.contracts = contracts;
    }

    /**
     * The handlers of the contract of the images, of others, and of the page. Like all paths beside the API's they have no base path.
     *
     * @param basePath what stands before {@code /images}, which the contract then has
     */
    public static List<PathHandler> paths(String basePath, Published... others) {
        List<Published> contracts =
                Stream.concat(Stream.of(IMAGES), Stream.of(others)).toList();
        FileHandler files = new FileHandler(new Documentation(basePath, contracts)::file);
        List<PathHandler> paths = new ArrayList<>(List.of(new PathHandler(PAGE, files)));
        contracts.forEach(contract -> paths.add(new PathHandler(contract.path(), files)));
        return paths;
    }

    /** The file of a path, or a 404. */
    ServedFile file(String path) {
        return files.computeIfAbsent(path, this::read);
    }

    private ServedFile read(String path) {
        for (Published contract : contracts) {
            if (contract.path().equals(path)) {
                return ServedFile.of("application/yaml", bytes(contract(contract)), Map.of());
            }
        }
        return switch (path) {
            case PAGE, PAGE + "/" ->
                ServedFile.of(
                        "text/html; charset=utf-8",
                        bytes(page(path.equals(PAGE) ? "" : "../")),
                        Map.of("Content-Security-Policy", POLICY));
            case PAGE + "/swagger-ui.css" ->
                ServedFile.of("text/css; charset=utf-8", ClassPathFile.bytes(FILES + path), Map.of());
            case PAGE + "/docs.js", PAGE + "/swagger-ui-bundle.js", PAGE + "/swagger-ui-standalone-preset.js" ->
                ServedFile.of("text/javascript; charset=utf-8", ClassPathFile.bytes(FILES + path), Map.of());
            default ->
                throw new ProblemException(
                        ProblemType.NOT_FOUND, "There is nothing here; the documentation is " + PAGE);
        };
    }

    /**
     * The contract's first server is the one that it was got from. It is named relative to the document (OpenAPI 3.0.3, Server Object), so
     * that it is right behind a proxy's prefix too; without a slash at its end, since paths are appended to it.
     */
    private String contract(Published contract) {
        String yaml = text(contract.resource());
        return contract.equals(IMAGES)
                ? yaml.replaceFirst("\n  - url: \\.\n", "\n  - url: ." + basePath.replaceFirst("/$", "") + "\n")
                : yaml;
    }

    /** @param root what leads from the page to the server's root: nothing, or {@code ../} */
    private String page(String root) {
        return text(FILES + PAGE + "/index.html")
                .replace("{root}", root)
                .replace(
                        "<!-- contracts -->",
                        contracts.stream()
                                .map(contract ->
                                        "<link rel=\"service-desc\" type=\"application/yaml\" title=\"%s\" href=\"%s\">"
                                                .formatted(
                                                        contract.name(),
                                                        root + contract.path().substring(1)))
                                .collect(Collectors.joining("\n  ")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String resource) {
        return new String(ClassPathFile.bytes(resource), StandardCharsets.UTF_8);
    }
}
