package io.damson.mock.console;

import io.damson.http.FileHandler;
import io.damson.http.PathHandler;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.ServedFile;
import io.damson.rest.BasePath;
import io.damson.server.ClassPathFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page at {@code /} and its files. Whatever they name is relative, so that they work behind a proxy's prefix. Thread-safe. */
public final class Console {
    /** What the page's files are below. */
    static final String FILES = "/console";

    private static final String ON_CLASS_PATH = "/io/damson/mock/console/";
    private static final Pattern FILE = Pattern.compile(FILES + "/([a-z]+\\.(css|js|svg))");

    /** Our own files alone, and requests to this server alone. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private final BasePath basePath;
    private final Map<String, ServedFile> files = new ConcurrentHashMap<>();

    Console(BasePath basePath) {
        this.basePath = basePath;
    }

    /**
     * The handlers of the page and of its files, which have no base path.
     *
     * @param basePath of the API, to which the page sends its requests
     */
    public static List<PathHandler> paths(BasePath basePath) {
        FileHandler files = new FileHandler(new Console(basePath)::file);
        return List.of(new PathHandler(PathHandler.ROOT, files), new PathHandler(FILES, files));
    }

    /** The file of a path, or a 404. */
    ServedFile file(String path) {
        return files.computeIfAbsent(path, this::read);
    }

    private ServedFile read(String path) {
        if (path.equals(PathHandler.ROOT)) {
            String page = new String(ClassPathFile.bytes(ON_CLASS_PATH + "index.html"), StandardCharsets.UTF_8)
                    .replace("{images}", basePath.list().substring(1));
            return ServedFile.of("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8), HEADERS);
        }
        Matcher file = FILE.matcher(path);
        if (file.matches() && ClassPathFile.exists(ON_CLASS_PATH + file.group(1))) {
            return ServedFile.of(
                    mediaType(file.group(2)), ClassPathFile.bytes(ON_CLASS_PATH + file.group(1)), Map.of());
        }
        throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing here; the console is at /");
    }

    private static String mediaType(String extension) {
        return switch (extension) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }
}
