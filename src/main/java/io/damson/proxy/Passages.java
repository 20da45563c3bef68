package io.damson.proxy;

import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What has passed, as it is judged. */
final class Passages {
    private Passages() {}

    /** @param ended when its last byte came */
    static Passage of(Relay relay, HttpResponse response, BodyCopy copy, boolean isWhole, long ended) {
        return new Passage(
                relay.request().method().name(),
                relay.relative(),
                fields(relay.request().headers()),
                response.status().code(),
                fields(response.headers()),
                copy.buffer(),
                isWhole,
                relay.received(),
                relay.begun(),
                ended);
    }

    private static List<Field> fields(HttpHeaders headers) {
        List<Field> fields = new ArrayList<>(headers.size());
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            fields.add(new Field(field.getKey().toString(), field.getValue().toString()));
        }
        return fields;
    }
}
