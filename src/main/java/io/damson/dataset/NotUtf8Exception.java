package io.damson.dataset;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** A text that is no UTF-8: where, and what it looks like. */
final class NotUtf8Exception extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    /** What Excel writes as "CSV" in western countries, and nearly every byte is a character of. */
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final long line;
    private final long column;
    private final byte octet;

    /**
     * Lines and columns count from 1.
     *
     * @param octet the first that does not fit
     */
    NotUtf8Exception(long line, long column, byte octet) {
        this.line = line;
        this.column = column;
        this.octet = octet;
    }

    /** {@code LINE:COLUMN}, after the lines of the file that stand before the text. */
    String place(long linesBefore) {
        return linesBefore + line + ":" + column;
    }

    @Override
    public String getMessage() {
        String character = new String(new byte[] {octet}, WINDOWS_1252);
        return "not UTF-8: there is the byte %02X".formatted(octet)
                + (Character.isDefined(character.charAt(0)) && !character.equals("\uFFFD")
                        ? ", which is " + character + " in Windows-1252"
                        : "")
                + "; save the file as UTF-8 (in Excel: \"CSV UTF-8\")";
    }
}
