package io.damson.store;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The temporary table of an import, which {@link Dialect#createStagingTable} makes, and its statements; the same SQL on both
 * databases. References are found by a hash: an index of numbers costs a fraction of what one of long strings does.
 */
final class StagingTable {
    private static final String OF_IMAGE = String.join(", ", ImageColumns.VALUES);

    /** What {@link #values} has values for. */
    static final String COLUMNS = "number, place, left_out, hash, id, reference, " + OF_IMAGE;

    private static final String BATCH = " between ? and ? and left_out = 0";

    static final String INSERT =
            "insert into import_image (" + COLUMNS + ") values (?, ?, ?, ?, ?, " + ImageColumns.parameters() + ")";

    /** Of those that had it before and are not left out, the first is named. */
    static final String CONFLICTS = "select c.*,"
            + " (select f.place from import_image f where f.number = reference_number) as same_reference,"
            + " (select f.place from import_image f where f.number = id_number) as same_id"
            + " from (select number, place, reference, id,"
            + " (select min(g.number) from import_image g where g.hash = s.hash and g.number < s.number"
            + " and g.reference = s.reference and g.left_out = 0) as reference_number,"
            + " case when s.id is not null then (select min(g.number) from import_image g where g.id = s.id"
            + " and g.number < s.number and g.left_out = 0) end as id_number,"
            + " (select i.reference from image i where i.tenant_id = ? and i.id = s.id and i.reference <> s.reference)"
            + " as taken_by from import_image s where number between ? and ?) c"
            + " where reference_number is not null or id_number is not null or taken_by is not null order by number";

    static final String LEAVE_OUT = "update import_image set left_out = 1 where number = ?";

    static final String COUNT_REPLACING = "select count(*) from import_image s join image i"
            + " on i.tenant_id = ? and i.reference = s.reference where s.left_out = 0";

    static final String GREATEST_ID =
            "select max(id) from (select coalesce(max(id), 0) as id from image where tenant_id = ?"
                    + " union all select coalesce(max(id), 0) from import_image where left_out = 0) ids";

    static final String REPLACED = "select s.number, i.id from import_image s join image i"
            + " on i.tenant_id = ? and i.reference = s.reference where s.number" + BATCH;

    static final String DELETE_REPLACED = "delete from image where tenant_id = ? and id = ?";

    static final String KEEP_ID = "update import_image set id = ? where number = ? and id is null";

    static final String COUNT_WITHOUT_ID = "select count(*) from import_image where id is null and number" + BATCH;

    /** But the first of them, as many as are passed over; who replaces an image gets that one's id. */
    static final String WITHOUT_ID_AFTER = "select number, place from import_image s where id is null and left_out = 0"
            + " and not exists (select 1 from image i where i.tenant_id = ? and i.reference = s.reference)"
            + " order by number limit cast(? as bigint) offset cast(? as bigint)";

    static final String APPLY = "insert into image (tenant_id, id, reference, " + OF_IMAGE
            + ") select cast(? as bigint), coalesce(id, cast(? as bigint) +"
            + " row_number() over (partition by case when id is null then 1 else 0 end order by number)), reference, "
            + OF_IMAGE + " from import_image where number" + BATCH;

    private StagingTable() {}

    /** A row. */
    static List<@Nullable Object> values(long number, ImageImport.Candidate candidate) {
        Image image = candidate.image();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                number, candidate.place(), 0, hash(image.reference()), candidate.hasId() ? image.id() : null));
        values.addAll(ImageColumns.values(image));
        return values;
    }

    /** As good as different for different references, even for such as were chosen to be alike. */
    private static long hash(ImageReference reference) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                            .digest(reference.value().getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
