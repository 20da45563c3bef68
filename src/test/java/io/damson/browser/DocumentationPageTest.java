package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.MockServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page at {@code /docs} of a mock, where requests can be tried at once. */
@Timeout(120)
class DocumentationPageTest {
    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private static MockServer mock;

    @BeforeAll
    static void start() throws IOException {
        CHROMIUM.screen(1280, 2000, "light");
        mock = Mock.PLAIN.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static Page docs() {
        Page page = Page.of(CHROMIUM, mock);
        page.driver().get(mock.uri() + "/docs#/Images/listImages");
        page.await("document.querySelector('.execute')");
        return page;
    }

    /** The page may still be scrolling to the operation: a click by the place of the button could miss it. */
    private static String curl(Page page) {
        page.script("document.querySelector('.execute').click()");
        page.await("document.querySelector('.curl-command')");
        return String.join("", page.all(".curl-command"));
    }

    /** The other key is given as the page's dialog does it. */
    @Test
    void theKeyOfTheFirstTenantIsFilledInAndAnotherIsKeptOverAReload() {
        Page page = docs();
        page.await("ui.authSelectors.authorized()?.size === 1");
        assertThat(curl(page)).contains("X-API-KEY: acme-demo-key");
        page.script(
                "const schema = ui.specSelectors.specJson().getIn(['components', 'securitySchemes', 'ApiKey']).toJS();"
                        + " ui.authActions.authorizeWithPersistOption({ ApiKey: { name: 'ApiKey', value: 'globex-demo-key', schema } })");
        page.driver().navigate().refresh();
        page.await("document.querySelector('.execute')");
        page.await("ui.authSelectors.authorized()?.size === 1");
        assertThat(curl(page)).contains("X-API-KEY: globex-demo-key");
    }

    @Test
    void theAdminKeyIsForgottenByAReload() {
        Page page = Page.of(CHROMIUM, mock);
        page.driver().get(mock.uri() + "/docs?urls.primaryName=Control+of+the+mock");
        page.await("ui.specSelectors.specJson().getIn(['components', 'securitySchemes', 'AdminKey'])");
        page.script("const schemes = ui.specSelectors.specJson().getIn(['components', 'securitySchemes']).toJS();"
                + " for (const name of ['AdminKey', 'ApiKey']) ui.authActions.authorizeWithPersistOption("
                + "{ [name]: { name, value: name + ' value', schema: schemes[name] ?? schemes.AdminKey } })");
        page.await("ui.authSelectors.authorized().size === 2");
        assertThat((String) page.script("return JSON.stringify(localStorage)"))
                .contains("ApiKey value")
                .doesNotContain("AdminKey");
        page.driver().navigate().refresh();
        page.await("ui.authSelectors.authorized()?.size === 1");
        assertThat(page.script("return ui.authSelectors.authorized().keySeq().first()"))
                .isEqualTo("ApiKey");
        page.script("localStorage.clear()");
    }

    @Test
    void onlyThisServerIsOffered() {
        Page page = docs();
        page.await("document.querySelector('.servers option')");
        assertThat(page.all(".servers option")).hasSize(1).noneMatch(server -> server.contains("saleslayer"));
        assertThat(page.all("body").get(0)).doesNotContain("api2.saleslayer.com/dam");
        assertThat(curl(page)).contains(mock.uri() + "/images");
    }
}
