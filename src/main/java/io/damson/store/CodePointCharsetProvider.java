package io.damson.store;

import java.nio.charset.Charset;
import java.nio.charset.spi.CharsetProvider;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets H2 find {@link CodePointCharset} by its name; a service of the Java platform, so it has to be public. */
public final class CodePointCharsetProvider extends CharsetProvider {
    private static final Charset CHARSET = new CodePointCharset();

    @Override
    public Iterator<Charset> charsets() {
        return List.of(CHARSET).iterator();
    }

    @Override
    public @Nullable Charset charsetForName(String name) {
        return name.equalsIgnoreCase(CodePointCharset.NAME) ? CHARSET : null;
    }
}
