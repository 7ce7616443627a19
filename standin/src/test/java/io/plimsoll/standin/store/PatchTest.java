package io.plimsoll.standin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PatchTest {

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String patched(PatchKind kind, String object, String patch) {
    ObjectNode result = kind.read(bytes(patch)).apply(Json.readObject(bytes(object)));
    return result.toString().replace('"', '\'');
  }

  @Test
  void aMergePatchSetsAndRemovesFieldsAndReplacesLists() {
    assertThat(
            patched(
                PatchKind.MERGE,
                "{'a':{'b':1,'c':2},'l':[1]}",
                "{'a':{'b':null,'d':{'e':null,'f':3}},'l':[2]}"))
        .isEqualTo("{'a':{'c':2,'d':{'f':3}},'l':[2]}");
  }

  @Test
  void aJsonPatchDoesWhatItsOperationsSay() {
    assertThat(
            patched(
                PatchKind.JSON,
                "{'a':[1,2],'b':{'c':'x'}}",
                "[{'op':'test','path':'/b/c','value':'x'},{'op':'add','path':'/a/1','value':9},"
                    + "{'op':'add','path':'/a/-','value':3},{'op':'remove','path':'/a/0'},"
                    + "{'op':'move','from':'/b/c','path':'/d'},{'op':'copy','from':'/d','path':'/e'},"
                    + "{'op':'replace','path':'/d','value':null}]"))
        .isEqualTo("{'a':[9,2,3],'b':{},'d':null,'e':'x'}");
  }

  @Test
  void aJsonPatchThatDoesNotFitIsRefused() {
    for (String operation :
        new String[] {
          "{'op':'test','path':'/a','value':2}",
          "{'op':'remove','path':'/none'}",
          "{'op':'add','path':'/none/x','value':1}",
          "{'op':'add','path':'/l/7','value':1}",
        }) {
      assertThatThrownBy(() -> patched(PatchKind.JSON, "{'a':1,'l':[]}", "[" + operation + "]"))
          .as(operation)
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(422));
    }
    for (String patch :
        new String[] {"{}", "[{'op':'x','path':'/a'}]", "[{'op':'add','path':'a'}]"}) {
      assertThatThrownBy(() -> patched(PatchKind.JSON, "{'a':1}", patch))
          .as(patch)
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
    }
  }

  @Test
  void aStrategicPatchMergesListsByTheirKeys() {
    assertThat(
            patched(
                PatchKind.STRATEGIC,
                "{'containers':[{'name':'a','image':'1'},{'name':'b','image':'2'}],'args':['x']}",
                "{'$setElementOrder/containers':[{'name':'c'}],'containers':[{'name':'b','image':'3'},"
                    + "{'name':'c','ports':[{'containerPort':80}]},{'name':'a','$patch':'delete'}],"
                    + "'args':['y']}"))
        .isEqualTo(
            "{'containers':[{'name':'b','image':'3'},{'name':'c','ports':[{'containerPort':80}]}],"
                + "'args':['y']}");
  }

  @Test
  void aStrategicPatchReplacesAndDeletesWhereItSaysSo() {
    assertThat(patched(PatchKind.STRATEGIC, "{'a':{'b':1}}", "{'a':{'$patch':'replace','c':2}}"))
        .isEqualTo("{'a':{'c':2}}");
    assertThat(
            patched(
                PatchKind.STRATEGIC, "{'s':{'a':1,'b':2}}", "{'s':{'$retainKeys':['b'],'b':3}}"))
        .isEqualTo("{'s':{'b':3}}");
    assertThat(
            patched(
                PatchKind.STRATEGIC,
                "{'finalizers':['a','b']}",
                "{'$deleteFromPrimitiveList/finalizers':['a'],'finalizers':['c']}"))
        .isEqualTo("{'finalizers':['b','c']}");
  }

  @Test
  void anAppliedObjectMayBeYaml() {
    assertThat(patched(PatchKind.APPLY, "{'spec':{'a':1}}", "spec:\n  b: [x]\n"))
        .isEqualTo("{'spec':{'a':1,'b':['x']}}");
    assertThatThrownBy(() -> PatchKind.APPLY.read(bytes("a: [")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
  }

  @Test
  void customKindsTakeNoStrategicPatch() {
    ResourceType custom = ResourceType.parse("example.org/v1/widgets/Widget");
    assertThatThrownBy(() -> PatchKind.of("application/strategic-merge-patch+json", custom))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(415));
  }
}
