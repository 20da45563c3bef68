package io.damson.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.tenant.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads an account's images over the API, page by page by their ids: what is added or deleted meanwhile shifts no page, as it would
 * with {@code $skip}. Paces itself to the documented rate, and asks again when the service is busy. Not thread-safe.
 */
public final class RemoteImages {
    /** How many images a page has, at most: the documented maximum. */
    public static final int PAGE = 100;

    private static final int ATTEMPTS = 6;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int MAX_QUOTED = 300;

    private final ServiceUrl url;
    private final ApiKey key;
    private final Pace pace;
    private final Consumer<String> notices;

    /** Redirects are not followed: the key is for that host alone. */
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Some services refuse that order, and have it without being told. */
    private boolean isOrdered = true;

    /** Whether a request has been answered with images; from then on, a 400 is not for the order. */
    private boolean isOrderSettled;

    /**
     * Reads nothing yet.
     *
     * @param notices gets a line for people whenever something takes longer or is left out
     */
    public RemoteImages(ServiceUrl url, ApiKey key, Consumer<String> notices) {
        this(url, key, Pace.DOCUMENTED, notices);
    }

    RemoteImages(ServiceUrl url, ApiKey key, Pace pace, Consumer<String> notices) {
        this.url = url;
        this.key = key;
        this.pace = pace;
        this.notices = notices;
    }

    /**
     * A page of images, and where the next begins.
     *
     * @param images those that could be read, by id
     * @param last the greatest id of the page
     * @param isEnd whether there was nothing more; a page that is not full is no sign of that
     */
    public record Page(List<Image> images, long last, boolean isEnd) {}

    /**
     * The images whose ids follow.
     *
     * @throws DatasetException if the service does not answer as documented, with what it said
     */
    public Page after(long id) throws InterruptedException {
        return page("gt", id);
    }

    /** The images from that id on. */
    public Page from(long id) throws InterruptedException {
        return page("ge", id);
    }

    private Page page(String operator, long id) throws InterruptedException {
        JsonNode items = parse(ask(operator + "%20" + id)).path("items");
        List<Image> images = new ArrayList<>();
        long last = operator.equals("ge") ? id - 1 : id;
        for (JsonNode item : items) {
            long next = item.path("id").asLong(Long.MIN_VALUE);
            if (next <= last) {
                throw new DatasetException("the service does not order by id, so that the missing images are unknown:"
                        + " after " + last + " came " + item.path("id"));
            }
            last = next;
            take(item).ifPresent(images::add);
        }
        return new Page(images, last, items.isEmpty());
    }

    /** An image that the contract cannot print is left out, and said; members that it does not know are passed over. */
    private Optional<Image> take(JsonNode item) {
        try {
            return Optional.of(ImageRecord.printed(item));
        } catch (IllegalArgumentException e) {
            notices.accept("left out: the image with the id " + item.path("id") + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode page = DatasetJson.parse(body);
            if (page.path("items").isArray() || page.path("items").isNull()) {
                return page;
            }
        } catch (JsonProcessingException e) {
            // said below, in words of our own
        }
        throw new DatasetException(
                "the answer is no page of images; is the URL what stands before /images? It was: " + quoted(body));
    }

    private URI page(String condition) {
        return URI.create(
                url + "/images?$filter=id%20" + condition + (isOrdered ? "&$orderby=id%20asc" : "") + "&$top=" + PAGE);
    }

    private String ask(String condition) throws InterruptedException {
        Optional<DatasetException> refusal = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            pace.await();
            Optional<HttpResponse<String>> answer = send(page(condition), attempt);
            if (answer.isPresent() && answer.get().statusCode() == 200) {
                if (refusal.isPresent()) {
                    notices.accept("the service refuses $orderby=id asc; asking without it");
                }
                isOrderSettled = true;
                return answer.get().body();
            }
            if (isOrdered
                    && !isOrderSettled
                    && answer.filter(a -> a.statusCode() == 400).isPresent()) {
                isOrdered = false; // whatever the words: no two services have the same
                refusal = answer.map(RemoteImages::refused);
                continue;
            }
            if (answer.isPresent() && !isPassing(answer.get().statusCode())) {
                isOrdered |= refusal.isPresent();
                DatasetException last = refused(answer.get());
                throw answer.get().statusCode() == 400 ? refusal.orElse(last) : last;
            }
            if (attempt >= ATTEMPTS) {
                throw answer.map(RemoteImages::refused)
                        .orElseGet(() -> new DatasetException("no response from " + url + " after many attempts"));
            }
            Duration wait = answer.flatMap(a -> a.headers().firstValue("Retry-After"))
                    .flatMap(RetryAfter::from)
                    .orElse(Duration.ofSeconds(1L << (attempt - 1)));
            if (wait.compareTo(LONGEST_WAIT) > 0) {
                throw new DatasetException("the service refuses requests for " + wait.toMinutes() + " minutes");
            }
            notices.accept("%s; asking again in %d s"
                    .formatted(
                            answer.map(a -> "the service answered " + a.statusCode())
                                    .orElse("no answer"),
                            wait.toSeconds()));
            Thread.sleep(wait.toMillis());
        }
    }

    private Optional<HttpResponse<String>> send(URI page, int attempt) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json")
                .header("X-API-KEY", key.reveal())
                .build();
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            if (attempt >= ATTEMPTS) {
                throw new DatasetException("cannot reach " + url + ": "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /** Whether the same request may be answered later: too many requests, or a failure on the way. */
    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || status == 500 || status >= 502 && status <= 504;
    }

    private static DatasetException refused(HttpResponse<String> answer) {
        String said = quoted(answer.body());
        try {
            said = DatasetJson.parse(answer.body()).path("detail").asText(said);
        } catch (JsonProcessingException e) {
            // no problem document; what it is has to do
        }
        return new DatasetException("the service answered " + answer.statusCode()
                + answer.headers().firstValue("Location").map(to -> " to " + to).orElse("")
                + (said.isBlank() ? "" : ": " + said));
    }

    private static String quoted(String body) {
        String line = body.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "…" : line;
    }
}
