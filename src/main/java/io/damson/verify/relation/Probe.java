package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The requests of one relation: it counts what was seen to hold, and collects what could not be seen. */
public final class Probe {
    private static final int SHOWN = 300;
    private static final String NO_IMAGES =
            "the account has no images, or none that can be read; give the key of one that has some";

    private final Session session;
    private final Random random;
    private final List<String> gaps = new ArrayList<>();
    private int cases;

    /** @param random the same numbers, the same requests */
    public Probe(Session session, Random random) {
        this.session = session;
        this.random = random;
    }

    /** How many times something was seen to hold. */
    public int cases() {
        return cases;
    }

    /** What could not be seen, and why. */
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    Session session() {
        return session;
    }

    Sample sample() {
        return session.sample();
    }

    Random random() {
        return random;
    }

    /** Asks with the account's own key. */
    Exchange get(String target) {
        return ask(Request.get(target, session.own()));
    }

    Exchange ask(Request request) {
        return session.client().send(request);
    }

    /** A page of images for a query, which is percent-encoded already. */
    Listing list(String query) {
        return Listing.of(get("/images" + query), sample().rows());
    }

    /** One image by its reference. */
    Exchange image(String reference) {
        return get(path(reference));
    }

    /** Where an image is. */
    static String path(String reference) {
        return "/images(" + Percent.encode(reference) + ")";
    }

    /** @throws Violation if it is not so */
    void require(boolean holds, String expected, String got, Exchange... exchanges) {
        if (!holds) {
            throw new Violation(expected, got, exchanges);
        }
        held();
    }

    /** Something was seen to hold. */
    void held() {
        held(1);
    }

    /** So many times. */
    void held(int times) {
        cases += times;
    }

    /** @param difference what differs, in words; empty where nothing does */
    void requireSame(Optional<String> difference, String expected, Exchange... exchanges) {
        require(difference.isEmpty(), expected, difference.orElse("the same"), exchanges);
    }

    void requireStatus(int status, Exchange exchange) {
        requireStatus(status, "", exchange);
    }

    /** @param why what to know about the request; may be empty */
    void requireStatus(int status, String why, Exchange exchange) {
        require(exchange.status() == status, status + (why.isEmpty() ? "" : ": " + why), shown(exchange), exchange);
    }

    /** Something that this server's data do not allow to be seen. */
    void gap(String what) {
        if (!gaps.contains(what)) {
            gaps.add(what);
        }
    }

    /** How many images are known, those included that are not as the API prints them. @throws NotCheckable if there are none */
    int count() {
        if (sample().size() == 0) {
            throw new NotCheckable(NO_IMAGES);
        }
        return sample().size();
    }

    /** The images that are known. @throws NotCheckable if there are none */
    List<Image> images() {
        List<Image> images = sample().images();
        if (images.isEmpty()) {
            throw new NotCheckable(NO_IMAGES);
        }
        return images;
    }

    /** Some of them, at random. */
    <T> List<T> some(int count, List<T> from) {
        List<T> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }

    /** A reference that the account does not have. */
    String unknownReference() {
        return "damson-verify-" + Long.toHexString(random.nextLong()) + ".jpg";
    }

    Credential own() {
        return session.own();
    }

    /** An answer in one line. */
    static String shown(Exchange exchange) {
        String body = exchange.text().strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        String detail =
                exchange.status() >= 400 ? exchange.json().path("detail").asText("") : "";
        String said = detail.isEmpty() ? body : detail;
        if (said.length() > SHOWN) {
            said = said.substring(0, SHOWN) + "…";
        }
        return exchange.status() + (said.isEmpty() ? " without a body" : ": " + said);
    }
}
