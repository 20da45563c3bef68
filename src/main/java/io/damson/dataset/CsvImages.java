package io.damson.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Comma-separated values (RFC 4180) whose header names the members. An empty field is a null, or no id; tags are separated by {@code |}.
 * What CSV cannot tell apart, such as no tags and null, JSON can.
 */
final class CsvImages implements ImageSource {
    private static final Pattern TAG_SEPARATOR = Pattern.compile("\\|");

    private final String name;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private long line = 1;

    CsvImages(String name, InputStream content) {
        this.name = name;
        this.records = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(Utf8.reader(content))
                .iterator();
        this.header = record().map(CsvRecord::getFields).orElse(List.of());
        requireHeader();
    }

    private void requireHeader() {
        Set<String> seen = new HashSet<>();
        for (String member : header) {
            if (!ImageRecord.MEMBERS.contains(member)) {
                throw error("\"" + ImageRecord.abbreviated(member)
                        + "\" is not a member of an image; the header names members, separated by commas, as in"
                        + " reference,status,numLinks");
            }
            if (!seen.add(member)) {
                throw error("the header has " + member + " twice");
            }
        }
        if (!header.isEmpty() && !header.contains("reference")) {
            throw error("the header has no reference");
        }
    }

    @Override
    public Optional<ImageItem> next() {
        return record().map(this::item);
    }

    private Optional<CsvRecord> record() {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return Optional.of(record);
        } catch (CsvParseException e) {
            throw error("not CSV, here or a little later: "
                    + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? error("not valid UTF-8, here or later")
                    : DatasetException.unreadable(name, Objects.requireNonNull(e.getCause()));
        }
    }

    private ImageItem item(CsvRecord record) {
        String place = name + ":" + line;
        if (record.getFieldCount() != header.size()) {
            return new ImageItem.Refused(
                    place, "there are " + record.getFieldCount() + " fields; the header has " + header.size());
        }
        try {
            return new ImageItem.Taken(place, ImageRecord.of(node(record)));
        } catch (IllegalArgumentException e) {
            return new ImageItem.Refused(place, String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode node(CsvRecord record) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < header.size(); i++) {
            String field = record.getField(i);
            String member = header.get(i);
            if (member.equals("tags") && !field.isEmpty()) {
                TAG_SEPARATOR.splitAsStream(field).forEach(node.putArray(member)::add);
            } else if (ImageRecord.NUMBERS.contains(member) && field.matches("-?[0-9]{1,19}")) {
                node.put(member, new BigInteger(field));
            } else if (!field.isEmpty()) {
                node.put(member, field);
            }
        }
        return node;
    }

    private DatasetException error(String reason) {
        return new DatasetException(name + ":" + line + ": " + reason);
    }
}
