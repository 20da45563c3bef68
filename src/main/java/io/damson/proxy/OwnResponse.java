package io.damson.proxy;

import io.damson.http.ProblemException;
import io.damson.http.Problems;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;

/** A response that the proxy itself gives, without the fields of its framing. */
record OwnResponse(HttpResponseStatus status, HttpHeaders headers, ByteBuffer body) {
    /** @param target of the request, as it came */
    static OwnResponse of(ProblemException problem, String target) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set("Content-Type", Problems.MEDIA_TYPE);
        headers.set("Cache-Control", "no-store");
        problem.headers().forEach(headers::set);
        return new OwnResponse(
                new HttpResponseStatus(
                        problem.problemType().status(), problem.problemType().title()),
                headers,
                ByteBuffer.wrap(Problems.bytes(problem, target)));
    }

    static OwnResponse of(LocalHandler.Response response) {
        HttpHeaders headers = new DefaultHttpHeaders();
        response.headers().forEach(headers::set);
        return new OwnResponse(HttpResponseStatus.valueOf(response.status()), headers, response.body());
    }

    OwnResponse withHeader(String name, String value) {
        HttpHeaders more = headers.copy();
        more.set(name, value);
        return new OwnResponse(status, more, body);
    }
}
