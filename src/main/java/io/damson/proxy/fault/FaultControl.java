package io.damson.proxy.fault;

import io.damson.contract.admin.ArmedFaults;
import io.damson.http.Cors;
import io.damson.http.CorsOrigins;
import io.damson.http.IpAddress;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.admin.AdminKey;
import io.damson.mock.admin.ContractFaults;
import io.damson.mock.admin.ControlJson;
import io.damson.mock.admin.OwnNames;
import io.damson.mock.fault.ArmedFault;
import io.damson.mock.fault.Fault;
import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.Faults;
import io.damson.proxy.LocalHandler;
import io.damson.proxy.fault.KeyFaults.OfKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the mock's control API that is about faults ({@code openapi/mock-admin.yaml}): arms, lists and disarms them. A request
 * with an API key speaks of the requests with that key, one without of all. Thread-safe.
 */
public final class FaultControl implements LocalHandler {
    /** What it answers for, with all below it. */
    public static final String PATH = "/__admin/faults";

    private static final String ALL = "GET, HEAD, POST, DELETE, OPTIONS";
    private static final String ONE = "DELETE, OPTIONS";

    private final KeyFaults armed;
    private final OwnNames names;
    private final AdminKey adminKey;

    /**
     * Controls what lies in wait.
     *
     * @param host the name or address that the proxy listens on
     * @param adminKey what requests have to have in {@code X-ADMIN-KEY}; empty where they need nothing
     */
    public FaultControl(KeyFaults armed, String host, Optional<String> adminKey) {
        this.armed = armed;
        this.names = new OwnNames(host, Optional.empty(), CorsOrigins.loopback());
        this.adminKey = new AdminKey("proxy", adminKey);
    }

    @Override
    public Response answer(Request request) {
        String hostField = first(request, "host").orElse("");
        List<String> origins = request.headers().getOrDefault("origin", List.of());
        requireOurs(hostField, origins);
        Map<String, String> fields = new HashMap<>();
        fields.put("Cache-Control", "no-store");
        boolean isPreflight = Cors.answer(names.origins(), request.method(), name -> first(request, name), fields::put);
        if (isPreflight) {
            return new Response(204, fields, ByteBuffer.allocate(0));
        }
        try {
            adminKey.require(first(request, AdminKey.HEADER).orElse(null));
            return answer(request, fields);
        } catch (ProblemException e) {
            throw withFields(e, fields); // or pages cannot read what was wrong
        }
    }

    private static ProblemException withFields(ProblemException problem, Map<String, String> fields) {
        ProblemException with = problem;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            with = with.withHeader(field.getKey(), field.getValue());
        }
        return with;
    }

    private static Optional<String> first(Request request, String name) {
        return request.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    private void requireOurs(String hostField, List<String> origins) {
        String name = OwnNames.name(hostField);
        // No name can be made to stand for an address.
        if (!names.isOwn(name, address -> IpAddress.parse(address).isPresent())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The proxy is controlled as localhost, by its address, or by the host of --host; if " + name
                            + " is a name of it, start it with --host " + name);
        }
        if (!origins.stream().allMatch(origin -> names.isAllowed(origin, hostField))) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Pages of this origin may not control the proxy; its own and those of localhost may");
        }
    }

    private Response answer(Request request, Map<String, String> fields) {
        String below = request.path().substring(PATH.length());
        String method = request.method();
        if (below.isEmpty()) {
            return switch (method) {
                case "GET", "HEAD" -> json(200, list(request), fields);
                case "POST" -> json(201, arm(request), fields);
                case "DELETE" -> {
                    disarm(request);
                    yield new Response(204, fields, ByteBuffer.allocate(0));
                }
                default -> refused(method, ALL, fields);
            };
        }
        String id = below.substring(1);
        if (id.isEmpty() || id.indexOf('/') >= 0) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "There is nothing here; faults are at " + PATH + " and " + PATH + "/ID");
        }
        if (!method.equals("DELETE")) {
            return refused(method, ONE, fields);
        }
        requireNoQuery(request);
        disarm(id);
        return new Response(204, fields, ByteBuffer.allocate(0));
    }

    private static Response refused(String method, String allowed, Map<String, String> fields) {
        if (method.equals("OPTIONS")) {
            fields.put("Allow", allowed);
            return new Response(204, fields, ByteBuffer.allocate(0));
        }
        throw new ProblemException(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "The method " + method + " is not allowed here; there are " + allowed)
                .withHeader("Allow", allowed);
    }

    private static Response json(int status, Object body, Map<String, String> fields) {
        fields.put("Content-Type", "application/json");
        return new Response(status, fields, ByteBuffer.wrap(ControlJson.bytes(body)));
    }

    private static void requireNoQuery(Request request) {
        if (!request.query().isEmpty()) {
            throw ProblemException.invalid(
                    request.query().split("[=&]", 2)[0], "the operation has no such query parameter; it has none");
        }
    }

    /** The key that a request speaks of; empty where it speaks of all. */
    private static Optional<String> scope(Request request) {
        requireNoQuery(request);
        RequestKey given = RequestKey.of(request);
        if (given.isGiven() && given.key().isEmpty()) {
            throw ProblemException.invalid(
                    "X-API-KEY", "the API key is not valid; one key of visible ASCII characters is needed");
        }
        return given.key();
    }

    private io.damson.contract.admin.ArmedFault arm(Request request) {
        Optional<String> key = scope(request);
        byte[] body = new byte[request.body().remaining()];
        request.body().duplicate().get(body);
        Fault fault = ContractFaults.read(ControlJson.read(body, io.damson.contract.admin.Fault.class));
        if (fault.on() != FaultPlace.API) {
            throw ProblemException.invalid("on", "api is needed; files of images do not pass through the proxy");
        }
        Optional<OfKey> own = key.map(armed::make);
        ArmedFault added = own.map(OfKey::faults)
                .orElse(armed.ofAll())
                .arm(fault)
                .orElseThrow(() -> ProblemException.invalid(
                        "body", Faults.MAX_ARMED + " faults are armed, which is the most; disarm some"));
        return ContractFaults.of(added, own.map(OfKey::label));
    }

    private ArmedFaults list(Request request) {
        List<io.damson.contract.admin.ArmedFault> all = new ArrayList<>();
        for (OfKey own :
                scope(request).map(key -> armed.of(key).stream().toList()).orElseGet(armed::ofKeys)) {
            own.faults().armed().forEach(fault -> all.add(ContractFaults.of(fault, Optional.of(own.label()))));
        }
        // They are tried last, and for whoever asks.
        armed.ofAll().armed().forEach(fault -> all.add(ContractFaults.of(fault, Optional.empty())));
        return new ArmedFaults().faults(all);
    }

    private void disarm(Request request) {
        scope(request)
                .ifPresentOrElse(
                        key -> armed.of(key).ifPresent(own -> own.faults().clear()), () -> {
                            armed.ofAll().clear();
                            armed.ofKeys().forEach(own -> own.faults().clear());
                        });
    }

    private void disarm(String id) {
        boolean isDisarmed = armed.ofAll().disarm(id)
                || armed.ofKeys().stream().anyMatch(own -> own.faults().disarm(id));
        if (!isDisarmed) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no armed fault of that id");
        }
    }
}
