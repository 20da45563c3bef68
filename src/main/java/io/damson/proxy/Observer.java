package io.damson.proxy;

import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;

/** Learns of all that passes, one thing after the other, behind the traffic. */
public interface Observer {
    /** A passage was judged. */
    void judged(Verdict verdict);

    /**
     * A passage of an operation was not judged.
     *
     * @param why such as that the judge had fallen behind
     */
    void unjudged(Passage passage, String why);

    /**
     * Further passages of operations were not judged, of which nothing more is known than how many: memory could not hold them.
     *
     * @param times how many, 1 at least
     */
    default void unjudged(int times, String why) {}
}
