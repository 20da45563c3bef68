package io.damson.store;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What Hibernate has to know of SQLite beside its community's dialect: date-times are ISO texts. */
public final class SqliteHibernateDialect extends SQLiteDialect {
    @Override
    public void contributeTypes(TypeContributions contributions, ServiceRegistry services) {
        super.contributeTypes(contributions, services);
        var types = contributions.getTypeConfiguration().getJdbcTypeRegistry();
        types.addDescriptor(SqlTypes.LOCAL_DATE_TIME, new IsoTextJdbcType());
        types.addDescriptor(SqlTypes.LOCAL_DATE, new IsoTextJdbcType());
    }

    /** A constraint is told by an extended code, of which the community's dialect knows none. */
    @Override
    public SQLExceptionConversionDelegate buildSQLExceptionConversionDelegate() {
        SQLExceptionConversionDelegate others = super.buildSQLExceptionConversionDelegate();
        return (failure, message, sql) -> failure instanceof SQLiteException sqlite
                        && SqliteConnections.code(sqlite) == SQLiteErrorCode.SQLITE_CONSTRAINT
                ? new ConstraintViolationException(message, failure, sql, null)
                : others.convert(failure, message, sql);
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
