package io.damson.verify.shape;

import io.damson.verify.shape.ShapeFault.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the contract declares for one status of an operation. */
record DeclaredResponse(List<String> requiredHeaders, BodyRule body) {

    /** What is looked at. */
    Set<Kind> judges() {
        Set<Kind> kinds = EnumSet.copyOf(body.judges());
        if (!requiredHeaders.isEmpty()) {
            kinds.add(Kind.HEADER);
        }
        return kinds;
    }

    List<ShapeFault> faults(Answer answer) {
        List<ShapeFault> faults = new ArrayList<>();
        for (String name : requiredHeaders) {
            if (answer.header(name).isEmpty()) {
                faults.add(new ShapeFault(Kind.HEADER, "header " + name + ": is required, and is missing"));
            }
        }
        faults.addAll(body.faults(answer));
        return faults;
    }

    /** The same without a body, for {@code HEAD}. */
    DeclaredResponse forHead() {
        return body instanceof BodyRule.Content content
                ? new DeclaredResponse(requiredHeaders, new BodyRule.HeadOf(content))
                : this;
    }
}
