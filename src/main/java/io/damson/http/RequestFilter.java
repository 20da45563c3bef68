package io.damson.http;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Stands before Grizzly's own reading of HTTP, and passes on only whole, well-formed requests: one after the other, each when it has
 * come within its time, and when the answer before it has been taken.
 */
final class RequestFilter extends BaseFilter {
    private static final Attribute<Conversation> CONVERSATION =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(RequestFilter.class.getName());

    private final HttpLimits limits;
    private final Refusals refusals;
    private final Holdings holdings;
    private final boolean behindTls;

    /** @param behindTls whether a connection is secured before its first request can come */
    RequestFilter(HttpLimits limits, Refusals refusals, boolean behindTls) {
        this.limits = limits;
        this.refusals = refusals;
        this.holdings = Holdings.of(limits);
        this.behindTls = behindTls;
    }

    /** The handshake of the connection is complete. */
    static void secured(Connection<?> connection) {
        CONVERSATION.get(connection).secured();
    }

    /** Whether a handshake of the connection has been complete. */
    static boolean isSecured(Connection<?> connection) {
        Conversation conversation = CONVERSATION.get(connection);
        return conversation != null && conversation.isSecured();
    }

    /** Of the request that the connection has passed on the answer is complete. */
    static void answered(Connection<?> connection) {
        Conversation conversation = CONVERSATION.get(connection);
        if (conversation != null) {
            conversation.rest();
        }
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        if (conversation(context).begin(behindTls)) {
            return context.getInvokeAction();
        }
        context.getConnection().terminateSilently();
        return context.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        conversation(context).close();
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        Conversation conversation = conversation(context);
        Buffer bytes = context.getMessage();
        // A request behind an answer that closes the connection is not carried out: nobody would learn of it.
        if (conversation.isOver() || !context.getConnection().isOpen()) {
            bytes.tryDispose();
            return context.getStopAction();
        }
        if (!TakenAnswerFilter.isTaken(context)) {
            return TakenAnswerFilter.await(context);
        }
        try {
            return conversation
                    .read(bytes)
                    .map(request -> pass(context, request, bytes))
                    .orElseGet(context::getStopAction);
        } catch (ProblemException e) {
            conversation.refuse(e);
            bytes.tryDispose();
            return context.getStopAction();
        } catch (Error e) {
            conversation.refuse(Problems.unforeseen(e));
            return context.getStopAction();
        }
    }

    private static NextAction pass(FilterChainContext context, byte[] request, Buffer rest) {
        context.setMessage(Buffers.wrap(context.getMemoryManager(), request));
        return rest.hasRemaining() ? context.getInvokeAction(rest) : context.getInvokeAction();
    }

    private Conversation conversation(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        Conversation conversation = CONVERSATION.get(connection);
        if (conversation == null) {
            conversation = new Conversation((NIOConnection) connection, limits, refusals, holdings);
            CONVERSATION.set(connection, conversation);
        }
        return conversation;
    }
}
