package io.damson.http;

/** What is said of bytes that are no request which we take. */
final class Malformed {
    private Malformed() {}

    /** @param fault a clause: what is wrong, where, and what would be right */
    static ProblemException request(String fault) {
        return request(ProblemType.BAD_REQUEST, fault);
    }

    static ProblemException request(ProblemType type, String fault) {
        return new ProblemException(type, "The request is malformed: " + fault);
    }
}
