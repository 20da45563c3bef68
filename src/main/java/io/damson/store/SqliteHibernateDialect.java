package io.damson.store;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;

/** What Hibernate has to know of SQLite beside its community's dialect: date-times are ISO texts. */
public final class SqliteHibernateDialect extends SQLiteDialect {
    @Override
    public void contributeTypes(TypeContributions contributions, ServiceRegistry services) {
        super.contributeTypes(contributions, services);
        var types = contributions.getTypeConfiguration().getJdbcTypeRegistry();
        types.addDescriptor(SqlTypes.LOCAL_DATE_TIME, new IsoTextJdbcType());
        types.addDescriptor(SqlTypes.LOCAL_DATE, new IsoTextJdbcType());
    }

    /** All integers of a strict table are of one type, and so are all texts and all blobs. */
    @Override
    public boolean equivalentTypes(int first, int second) {
        return super.equivalentTypes(first, second) || kind(first) == kind(second);
    }

    private static int kind(int type) {
        return switch (type) {
            case SqlTypes.INTEGER, SqlTypes.BIGINT, SqlTypes.SMALLINT -> SqlTypes.INTEGER;
            case SqlTypes.VARBINARY, SqlTypes.BLOB, SqlTypes.BINARY -> SqlTypes.BLOB;
            default -> type;
        };
    }
}
