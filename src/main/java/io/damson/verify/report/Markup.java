package io.damson.verify.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements and text of XML, or of HTML that is written like it. */
final class Markup implements AutoCloseable {
    private final Writer writer;
    private final XMLStreamWriter xml;

    /** @param prolog what stands before the first element */
    Markup(Path file, String prolog) throws IOException {
        writer = Files.newBufferedWriter(file);
        writer.write(prolog);
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Something that is written. */
    interface Content {
        void write() throws XMLStreamException;
    }

    /**
     * An element with what is in it.
     *
     * @param attributes names and values in turn
     */
    void element(String name, Content content, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
        content.write();
        xml.writeEndElement();
    }

    /** An element with a text; there is an end tag though the text be empty. */
    void text(String name, String text, String... attributes) throws XMLStreamException {
        element(name, () -> text(text), attributes);
    }

    /** An element that has no end tag in HTML. */
    void empty(String name, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    /** What XML cannot hold becomes a replacement character. */
    void text(String text) throws XMLStreamException {
        xml.writeCharacters(printable(text));
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], printable(attributes[i + 1]));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    @Override
    public void close() throws IOException {
        try {
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        } finally {
            writer.close();
        }
    }
}
