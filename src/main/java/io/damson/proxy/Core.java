package io.damson.proxy;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all connections of a proxy share.
 *
 * @param paths the way from clients' targets to the upstream's
 * @param origin the upstream's
 * @param fields that every request to the upstream has, by name in whatever case
 * @param pools of each event loop
 * @param locals runs what may wait
 * @param warnings of the upstream
 * @param isClosing whether connections end with their responses
 */
record Core(
        ProxyConfiguration configuration,
        ProxyServer.Parts parts,
        Judging judging,
        Paths paths,
        Origin origin,
        Map<String, String> fields,
        Map<EventLoop, UpstreamPool> pools,
        Executor locals,
        Warnings warnings,
        AtomicBoolean isClosing) {}
