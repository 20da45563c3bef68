package io.damson.verify.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.http.ConnectionReuseStrategy;
import org.apache.http.HttpConnection;
import org.apache.http.HttpEntity;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.conn.ClientConnectionOperator;
import org.apache.http.conn.OperatedClientConnection;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.impl.conn.DefaultClientConnection;
import org.apache.http.impl.conn.DefaultClientConnectionOperator;
import org.apache.http.impl.conn.SchemeRegistryFactory;
import org.apache.http.protocol.HTTP;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpCoreContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * The HTTP client below REST Assured. A delete that is sent twice is no longer the same, so nothing is sent again unasked. Bodies are
 * read at once: a connection is free when its answer is there, also when REST Assured does not look into an empty body. And a body is
 * seen where there may be none (RFC 9112, 6.3), which clients leave in the connection: those requests are the last ones of theirs.
 */
@SuppressWarnings("deprecation") // REST Assured takes no other kind of client
final class PlainClient extends DefaultHttpClient {
    private static final Set<String> BODILESS = Set.of("HEAD", "DELETE", "OPTIONS");
    /** A page of a hundred images has some 60,000. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** A server that leaves the connection open has nothing more to say after that. */
    private static final Duration MORE = Duration.ofMillis(200);

    /** @param isSecure whether TLS is needed: Java's certificates take a quarter of a second to load */
    PlainClient(boolean isSecure) {
        super(new Connections(isSecure ? SchemeRegistryFactory.createDefault() : plain()));
        setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
        addRequestInterceptor((request, context) -> {
            if (isBodiless(request)) {
                request.setHeader(HTTP.CONN_DIRECTIVE, HTTP.CONN_CLOSE);
            }
        });
        addResponseInterceptor((response, context) -> {
            HttpEntity body = response.getEntity();
            if (body != null) {
                response.setEntity(
                        mayHaveBody(requested(context), response)
                                ? whole(body)
                                : stray(body, HttpCoreContext.adapt(context).getConnection()));
            }
        });
    }

    private static SchemeRegistry plain() {
        SchemeRegistry schemes = new SchemeRegistry();
        schemes.register(new Scheme("http", 80, PlainSocketFactory.getSocketFactory()));
        return schemes;
    }

    /** One connection, which is not used again where anything came after an answer's end. */
    private static final class Connections extends BasicClientConnectionManager {
        Connections(SchemeRegistry schemes) {
            super(schemes);
        }

        @Override
        protected ClientConnectionOperator createConnectionOperator(SchemeRegistry schemes) {
            return new DefaultClientConnectionOperator(schemes) {
                @Override
                public OperatedClientConnection createConnection() {
                    return new DefaultClientConnection() {
                        @Override
                        public boolean isStale() {
                            try {
                                return !isOpen() || isResponseAvailable(1) || isEof();
                            } catch (IOException e) {
                                return true;
                            }
                        }
                    };
                }
            };
        }
    }

    @Override
    protected HttpRequestExecutor createRequestExecutor() {
        return new HttpRequestExecutor() {
            @Override
            protected boolean canResponseHaveBody(HttpRequest request, HttpResponse response) {
                return isBodiless(request) || super.canResponseHaveBody(request, response);
            }
        };
    }

    @Override
    protected ConnectionReuseStrategy createConnectionReuseStrategy() {
        ConnectionReuseStrategy usual = super.createConnectionReuseStrategy();
        return (response, context) -> !isBodiless(requested(context)) && usual.keepAlive(response, context);
    }

    private static HttpRequest requested(HttpContext context) {
        return HttpCoreContext.adapt(context).getRequest();
    }

    private static boolean isBodiless(HttpRequest request) {
        return BODILESS.contains(request.getRequestLine().getMethod());
    }

    private static boolean mayHaveBody(HttpRequest request, HttpResponse response) {
        return !request.getRequestLine().getMethod().equals("HEAD")
                && response.getStatusLine().getStatusCode() != HttpStatus.SC_NO_CONTENT;
    }

    /** The body, which neither goes on for ever nor fills the memory. */
    private static HttpEntity whole(HttpEntity body) throws IOException {
        Instant end = Instant.now().plus(LONGEST);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[8_192];
        try (InputStream more = body.getContent()) {
            for (int count = more.read(some); count >= 0; count = more.read(some)) {
                bytes.write(some, 0, count);
                if (bytes.size() > MOST_BYTES) {
                    throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
                }
                if (Instant.now().isAfter(end)) {
                    throw new SocketTimeoutException(
                            "an answer that has not ended after " + LONGEST.toSeconds() + " s");
                }
            }
        }
        ByteArrayEntity whole = new ByteArrayEntity(bytes.toByteArray());
        whole.setContentType(body.getContentType());
        whole.setContentEncoding(body.getContentEncoding());
        return whole;
    }

    /** What came after the headers all the same. It need not be as long as they say. */
    private static HttpEntity stray(HttpEntity body, HttpConnection connection) {
        connection.setSocketTimeout((int) MORE.toMillis());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream more = body.getContent()) {
            more.transferTo(bytes);
        } catch (IOException e) {
            // The end, of the connection or of the wait for more.
        }
        return new ByteArrayEntity(bytes.toByteArray());
    }
}
