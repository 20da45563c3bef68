package io.damson.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a file of PKCS12 (RFC 7292) held when it was read.
 *
 * @param digest SHA-256 of its bytes
 * @param context what makes connections of it
 * @param certificates the server's own, one for each private key; at least one
 */
record TlsKeystore(String digest, SSLContext context, List<X509Certificate> certificates) {
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    private static final String PEM = "-----BEGIN ";

    /**
     * Reads a file.
     *
     * @param password empty where none is given
     * @throws TlsException with what is wrong
     */
    static TlsKeystore read(Path file, String password) {
        byte[] bytes = bytes(file);
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
            throw new TlsException(file + " is PEM, and has to be PKCS12, which this makes of it:"
                    + " openssl pkcs12 -export -in fullchain.pem -inkey privkey.pem -out keystore.p12");
        }
        try {
            KeyStore store = load(bytes, file, password);
            List<X509Certificate> certificates = certificates(store, file);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new TlsKeystore(digest(bytes), context, certificates);
        } catch (UnrecoverableKeyException e) {
            throw new TlsException(
                    "the private key in " + file + " has another password than the file: give both the same");
        } catch (GeneralSecurityException e) {
            throw new TlsException(file + " cannot be used: " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new TlsException(file + " is a folder, and has to be a file of PKCS12");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new TlsException(file + " has to be a regular file, since it is read again when it changes");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TlsException(file + " is no file of PKCS12: it is larger than 16 MiB");
            }
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new TlsException(file + " cannot be read: permission denied");
        } catch (IOException e) {
            throw new TlsException(
                    Files.exists(file) ? file + " cannot be read: " + e.getMessage() : "there is no file " + file);
        }
    }

    private static KeyStore load(byte[] bytes, Path file, String password) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), password.toCharArray());
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new TlsException(
                        password.isEmpty()
                                ? file + " has a password: give it in DAMSON_TLS_PASSWORD"
                                : "the password of " + file + " is another one than was given");
            }
            throw unreadable(file);
        } catch (RuntimeException e) {
            // Its reader trusts the lengths that it finds.
            throw unreadable(file);
        }
    }

    private static TlsException unreadable(Path file) {
        return new TlsException(file + " is no file of PKCS12, or is not whole");
    }

    private static List<X509Certificate> certificates(KeyStore store, Path file) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        boolean keys = false;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys = true;
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(
                    keys
                            ? file + " has a private key, but no certificate for it"
                            : file + " has no private key: give -inkey to openssl pkcs12 -export");
        }
        return List.copyOf(certificates);
    }

    private static String digest(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
