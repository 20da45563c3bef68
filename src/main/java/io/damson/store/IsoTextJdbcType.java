package io.damson.store;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/** Dates and date-times as the ISO texts that Hibernate's own descriptors of {@code java.time} write and read. */
final class IsoTextJdbcType implements JdbcType {
    private static final long serialVersionUID = 1L;

    @Override
    public int getJdbcTypeCode() {
        return Types.VARCHAR;
    }

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new BasicBinder<>(javaType, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doBind(PreparedStatement statement, X value, int index, WrapperOptions options)
                    throws SQLException {
                statement.setString(index, javaType.toString(value));
            }

            @Override
            protected void doBind(CallableStatement statement, X value, String name, WrapperOptions options)
                    throws SQLException {
                statement.setString(name, javaType.toString(value));
            }
        };
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new BasicExtractor<>(javaType, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected @Nullable X doExtract(ResultSet row, int index, WrapperOptions options) throws SQLException {
                return value(row.getString(index));
            }

            @Override
            protected @Nullable X doExtract(CallableStatement statement, int index, WrapperOptions options)
                    throws SQLException {
                return value(statement.getString(index));
            }

            @Override
            protected @Nullable X doExtract(CallableStatement statement, String name, WrapperOptions options)
                    throws SQLException {
                return value(statement.getString(name));
            }

            private @Nullable X value(@Nullable String text) {
                return text == null ? null : javaType.fromString(text);
            }
        };
    }
}
