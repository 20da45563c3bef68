package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.OddImages;
import io.damson.fuzz.FuzzTarget;
import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.FilterWriter;
import io.damson.query.Filters;
import io.damson.query.ImageQuery;
import io.damson.query.ImageQueryParser;
import io.damson.query.Images;
import io.damson.query.InvalidQueryOptionException;
import io.damson.query.Page;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Whatever the parser accepts both databases accept, and answer what the evaluator says. An input is a filter, and an order on a second line. */
class FilterMeaningFuzzTest extends FuzzTarget {
    private static final int SEED_INPUTS = 100;
    private static final int MAX_BYTES = 2_000;

    /** PostgreSQL gets one input in so many: it takes longer, and most of what could be wrong is so in both. */
    private static final int SHARE_OF_POSTGRES = 4;

    private final List<Image> images = images();
    private final Served sqlite = Served.on(DatabaseConfiguration.temporary(), images);
    private final Served postgres = Served.on(TestPostgres.newDatabase(), images);

    /** Half of them have longer texts, with characters of all kinds in them. */
    private static List<Image> images() {
        List<Image> images = new ArrayList<>(Images.random(60, 1));
        Random random = new Random(1);
        while (images.size() < 120) {
            images.add(OddImages.random(images.size() + 1L, random));
        }
        return List.copyOf(images);
    }

    FilterMeaningFuzzTest() {
        super(300);
    }

    /** The images in a database, beside those of another tenant. */
    private record Served(Database database, ImageStore store, Tenant tenant) {
        static Served on(DatabaseConfiguration configuration, List<Image> images) {
            Database database = Database.open(configuration);
            TenantStore tenants = new TenantStore(database);
            ImageStore store = new ImageStore(database);
            Tenant tenant = tenants.add(new TenantName("fuzz")).orElseThrow();
            store.insert(tenant, images);
            store.insert(tenants.add(new TenantName("neighbour")).orElseThrow(), Images.random(50, 2));
            return new Served(database, store, tenant);
        }
    }

    @Override
    public List<byte[]> seedInputs() {
        Random random = new Random(2);
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < SEED_INPUTS; i++) {
            inputs.add((Filters.random(random) + "\n" + Filters.order(random)).getBytes(StandardCharsets.UTF_8));
        }
        return inputs;
    }

    @Override
    public List<String> words() {
        return List.of(
                " eq ",
                " ne ",
                " gt ",
                " ge ",
                " lt ",
                " le ",
                " and ",
                " or ",
                "not ",
                " in (",
                "contains(",
                "startswith(",
                "endswith(",
                "null",
                "true",
                "false",
                "(",
                ")",
                "''",
                ",",
                "id",
                "reference",
                "numLinks",
                "status",
                "modifiedOn",
                "fileType",
                "createdOn",
                "originalUrl",
                "thumbnailUrl",
                "width",
                "sizeInBytes",
                "2024-02-29",
                "2024-04-05T08:44:33Z",
                "2147483648",
                "9223372036854775807",
                "-1",
                "-0.5",
                ".5",
                "e-1",
                "%",
                "_",
                "\\",
                "😀",
                "\uFF5E",
                "\n",
                " desc",
                " asc");
    }

    @Override
    protected byte[] derived(Random random) {
        return (new FilterWriter(images, random).filter().brief() + "\n" + Filters.order(random))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String filter = text.substring(0, end);
        String order = end + 1 < text.length() ? text.substring(end + 1) : null;
        // Control characters never get this far: RequestFilter refuses them.
        if (input.length > MAX_BYTES
                || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n')) {
            return;
        }
        ImageQuery query;
        try {
            // Few images are skipped: a page behind the last one would hide what is wrong with a filter that selects
            // few.
            int number = Math.floorMod(text.hashCode(), 1_000);
            boolean whole = number % 4 != 0;
            query = ImageQueryParser.parse(filter, order, whole ? Page.MAX_TOP : number / 10, whole ? 0 : number % 20);
        } catch (InvalidQueryOptionException e) {
            return;
        }
        List<Image> meant = Evaluator.select(query, images);
        require(sqlite, query, meant);
        if (Arrays.hashCode(input) % SHARE_OF_POSTGRES == 0) {
            require(postgres, query, meant);
        }
    }

    private static void require(Served served, ImageQuery query, List<Image> meant) {
        assertThat(served.store().list(served.tenant(), query))
                .as("%s", served.database().dialect())
                .isEqualTo(meant);
    }

    @Override
    public void close() {
        sqlite.database().close();
        postgres.database().close();
    }
}
