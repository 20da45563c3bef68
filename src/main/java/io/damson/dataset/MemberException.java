package io.damson.dataset;

/** A member of an image that is not right; the message has its name, its value and the rule. */
class MemberException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String member;

    MemberException(String member, String message) {
        super(message);
        this.member = member;
    }

    /** Its name; there may be no such member, which is then what is not right. */
    String member() {
        return member;
    }
}
