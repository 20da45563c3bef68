package io.damson.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Separated values (RFC 4180, also with semicolons or tabs) whose header names the members, in any case. An empty field is a null, or a
 * member left out; tags are separated by {@code |}. What CSV cannot tell apart, such as no tags and null, JSON can.
 */
final class CsvImages implements ImageSource {
    private static final Pattern TAG_SEPARATOR = Pattern.compile("\\|");
    private static final Set<String> DATE_TIMES = Set.of("modifiedOn", "createdOn");

    private final String name;
    private final Completeness completeness;
    private final long linesBefore;
    private final Iterator<CsvRecord> records;
    private final CsvHeader header;
    private long line = 1;
    private boolean hasLocalDates;

    /** @param start the beginning of the content */
    CsvImages(String name, String start, InputStream content, Completeness completeness) throws IOException {
        this.name = name;
        this.completeness = completeness;
        CsvDialect dialect = CsvDialect.of(start);
        Reader text = new Utf8Reader(content);
        if (dialect.isSaid()) {
            skipLine(text);
        }
        this.linesBefore = dialect.isSaid() ? 1 : 0;
        this.records = records(dialect.separator(), text);
        this.header = record().map(this::header)
                .orElseThrow(
                        () -> new DatasetException(
                                name
                                        + ": the file is empty; a header is needed, which names members, as in reference,status,numLinks"));
    }

    private Iterator<CsvRecord> records(char separator, Reader text) {
        try {
            return CsvReader.builder()
                    .fieldSeparator(separator)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(text)
                    .iterator();
        } catch (IllegalArgumentException e) {
            throw new DatasetException(name + ":1: sep=" + separator
                    + " names a character that cannot separate fields; write sep=, or sep=; or leave the line out");
        }
    }

    private static void skipLine(Reader text) throws IOException {
        for (int c = text.read(); c >= 0 && c != '\n'; c = text.read()) {}
    }

    private CsvHeader header(CsvRecord record) {
        try {
            return CsvHeader.of(record.getFields(), completeness.required());
        } catch (IllegalArgumentException e) {
            throw new DatasetException(name + ":" + line + ": " + e.getMessage());
        }
    }

    @Override
    public Optional<ImageItem> next() {
        for (Optional<CsvRecord> record = record(); record.isPresent(); record = record()) {
            if (!isEmpty(record.get())) {
                return record.map(this::item);
            }
        }
        return Optional.empty();
    }

    /** As spreadsheets write the rows below the last. */
    private static boolean isEmpty(CsvRecord record) {
        for (int i = 0; i < record.getFieldCount(); i++) {
            if (!record.getField(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<CsvRecord> record() {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord record = records.next();
            line = linesBefore + record.getStartingLineNumber();
            return Optional.of(record);
        } catch (CsvParseException e) {
            throw e.getCause() instanceof UncheckedIOException cause
                    ? unreadable(cause)
                    : new DatasetException(
                            name + ":" + line + ": not CSV, here or a little later: a quote is not closed,"
                                    + " or something follows a closing quote; a quote in a field is doubled");
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private DatasetException unreadable(UncheckedIOException e) {
        IOException cause = Objects.requireNonNull(e.getCause());
        return cause instanceof NotUtf8Exception wrong
                ? new DatasetException(name + ":" + wrong.place(0) + ": " + wrong.getMessage())
                : DatasetException.unreadable(name, cause);
    }

    private ImageItem item(CsvRecord record) {
        String place = name + ":" + line;
        if (record.getFieldCount() != header.size()) {
            return new ImageItem.Refused(
                    place, "there are " + record.getFieldCount() + " fields; the header has " + header.size());
        }
        try {
            return new ImageItem.Taken(place, ImageRecord.of(completeness.complete(node(record))));
        } catch (LocalDateException e) {
            boolean isRepeated = hasLocalDates;
            hasLocalDates = true;
            return new ImageItem.Refused(place(e), String.valueOf(e.getMessage()), isRepeated);
        } catch (MemberException e) {
            return new ImageItem.Refused(place(e), String.valueOf(e.getMessage()));
        }
    }

    /** The column is that of the field. */
    private String place(MemberException e) {
        return name + ":" + line
                + header.column(e.member()).map(column -> ":" + column).orElse("");
    }

    private ObjectNode node(CsvRecord record) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < header.size(); i++) {
            String field = record.getField(i);
            if (!field.isEmpty()) {
                set(node, header.member(i), field);
            }
        }
        return node;
    }

    private static void set(ObjectNode node, String member, String field) {
        if (member.equals("tags")) {
            TAG_SEPARATOR.splitAsStream(field).forEach(node.putArray(member)::add);
        } else if (ImageRecord.NUMBERS.contains(member) || member.equals("processingFor")) {
            node.set(member, CsvField.number(member, field));
        } else if (DATE_TIMES.contains(member)) {
            node.put(member, CsvField.dateTime(member, field));
        } else {
            node.put(member, field);
        }
    }
}
