package io.damson.rest;

import org.glassfish.grizzly.http.server.Request;

/** The operation of a request, by the contract's name. */
public enum Operation {
    LIST_IMAGES("listImages"),
    GET_IMAGE("getImage"),
    DELETE_IMAGE("deleteImage"),
    /** No operation of the contract: another path, or another method. */
    OTHER("other");

    private final String id;

    Operation(String id) {
        this.id = id;
    }

    /** The contract's {@code operationId}. */
    public String id() {
        return id;
    }

    /** The operation of a request that the API has seen. */
    public static Operation of(Request request) {
        if (!(request.getAttribute(PathFilter.PATH) instanceof ImagePath path)) {
            return OTHER;
        }
        boolean list = path.reference().isEmpty();
        return switch (request.getMethod().getMethodString()) {
            case "GET", "HEAD" -> list ? LIST_IMAGES : GET_IMAGE;
            case "DELETE" -> list ? OTHER : DELETE_IMAGE;
            default -> OTHER;
        };
    }
}
