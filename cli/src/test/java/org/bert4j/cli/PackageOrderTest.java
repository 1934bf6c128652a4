package org.bert4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Imports go down only, and native code has one door (`ARCHITECTURE.md`).
class PackageOrderTest {
    private static final String ROOT = "org.bert4j.";

    /// From the top; packages of one line know nothing of each other.
    private static final List<Set<String>> LAYERS =
            List.of(
                    Set.of("cli"),
                    Set.of("starters", "bench", "tune.report"),
                    Set.of("tune"),
                    Set.of("tune.study"),
                    Set.of("tune.sampler", "tune.scheduler"),
                    Set.of("tune.trial"),
                    Set.of("tune.space"),
                    Set.of("report"),
                    Set.of("trainer", "predictor"),
                    Set.of("evaluate"),
                    Set.of("task"),
                    Set.of("doctor"),
                    Set.of("checkpoint"),
                    Set.of("loss"),
                    Set.of("head", "metric"),
                    Set.of("encoder"),
                    Set.of("layer"),
                    Set.of("pretraining"),
                    Set.of("batch"),
                    Set.of("feature"),
                    Set.of("corpus"),
                    Set.of("dataset"),
                    Set.of("vocabulary"),
                    Set.of("tensor", "tokenizer"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.bert4j");

    static Stream<String> packages() {
        return LAYERS.stream().flatMap(Set::stream);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Set<String> found =
                CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.substring(ROOT.length()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(packages().collect(Collectors.toCollection(TreeSet::new)), found);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsGoDownOnly(String name) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(notBelow(name))
                .check(CLASSES);
    }

    /// The packages above, and those beside.
    private static String[] notBelow(String name) {
        List<String> packages = new ArrayList<>();
        for (Set<String> layer : LAYERS) {
            layer.stream()
                    .filter(other -> !other.equals(name))
                    .map(ROOT::concat)
                    .forEach(packages::add);
            if (layer.contains(name)) {
                break;
            }
        }
        return packages.toArray(String[]::new);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheTensorPackageKnowsLibtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "tensor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void noSignatureThatOthersCanSeeMentionsLibtorch() {
        List<String> found =
                CLASSES.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(type -> type.getMembers().stream())
                        .filter(PackageOrderTest::isVisible)
                        .filter(PackageOrderTest::mentionsLibtorch)
                        .map(JavaMember::getFullName)
                        .toList();
        assertEquals(List.of(), found);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    /// Type arguments included.
    private static boolean mentionsLibtorch(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream()
                .map(type -> type.getBaseComponentType().getPackageName())
                .anyMatch(name -> name.startsWith("org.bytedeco"));
    }
}
