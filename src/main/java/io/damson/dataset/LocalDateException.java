package io.damson.dataset;

/** A date in the order of some country: a matter of the whole file. */
final class LocalDateException extends MemberException {
    private static final long serialVersionUID = 1L;

    LocalDateException(String member, String value) {
        super(
                member,
                member + " is \"" + ImageRecord.abbreviated(value)
                        + "\"; day and month are ambiguous: write all dates"
                        + " like 2024-04-05 08:44:33 (in Excel: give the columns the format yyyy-mm-dd hh:mm:ss, and save anew)");
    }
}
