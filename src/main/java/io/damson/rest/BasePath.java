package io.damson.rest;

import java.util.Optional;

/** What stands before the API's own paths: begins and ends with a slash. */
public record BasePath(String value) {
    /** The slash at the end is added where it is missing. */
    public BasePath {
        value = value.endsWith("/") ? value : value + "/";
    }

    /** The path without this before it; empty where the path does not begin with it. */
    private Optional<String> relative(String path) {
        return path.startsWith(value) ? Optional.of(path.substring(value.length())) : Optional.empty();
    }

    /** The path within the API, from a percent-encoded path; empty where it is not one of the API's. */
    public Optional<ImagePath> imagePath(String path) {
        return relative(path).flatMap(ImagePath::of);
    }

    /** The path of the list, which has no other spelling. */
    public String list() {
        return value + ImagePath.LIST;
    }

    @Override
    public String toString() {
        return value;
    }
}
