package io.damson.browser;

import io.damson.server.ClassPathFile;
import java.nio.charset.StandardCharsets;

/** axe-core on a page. */
final class Axe {
    private static final String SOURCE = new String(ClassPathFile.bytes("/axe.min.js"), StandardCharsets.UTF_8);

    private Axe() {}

    /** What keeps people out (WCAG 2.2, level AA, and axe's best practices); empty text where nothing does. */
    static String violations(Page page) {
        if (page.script("return typeof axe").equals("undefined")) {
            page.script(SOURCE);
        }
        return (String)
                page.script(
                        "return axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map((v) => v.id + ': '"
                                + " + v.nodes.slice(0, 4).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join('; ')).join('\\n'))");
    }
}
