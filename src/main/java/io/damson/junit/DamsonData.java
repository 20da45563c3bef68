package io.damson.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of the class, and of those nested in it, have a mock with data of their own:
 *
 * <pre>{@code @DamsonData("src/test/dam") class ShopTest { @Test void cleansUp(Sandbox dam) { … } }}</pre>
 *
 * A nested class may name others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(DamsonExtension.class)
public @interface DamsonData {
    /** A folder of data files, or one file. */
    String value();
}
