package dev.steward.process.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which elements may stand where, with which attributes and texts. What is not in the table is refused: the engine matches many names
 * without their namespace and wherever they stand, so a list of what is dangerous would never be complete.
 */
final class Vocabulary {

  /** How a value is held to account. */
  enum Kind {
    /** Without expressions. */
    PLAIN(""),
    /** May hold expressions out of the allowed ones. */
    EXPRESSIONS("~"),
    FLAG("?"),
    /** A moment, duration or cycle in ISO 8601, or one expression. */
    TIME("@"),
    /** A moment, duration or cycle in ISO 8601. */
    FIXED_TIME("@!"),
    /** May hold references to variables, which are no expressions. */
    REFERENCES("&"),
    /** One expression and nothing else. */
    CONDITION("="),
    /** A path to a variable. */
    PATH("."),
    /** What a cell of a decision table compares with. */
    TEST("<"),
    /** A text, number or boolean. */
    LITERAL("\""),
    /** A number above zero. */
    NUMBER("#"),
    /** Days, weeks, months or years, more than none. */
    PERIOD("%"),
    /** None at all. */
    NOTHING("-");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }

    static Kind of(String mark) {
      return Arrays.stream(values())
        .filter(kind -> kind.mark.equals(mark))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No kind has the mark '" + mark + "'"));
    }
  }

  /**
   * @param attributes names, those of the engine's namespaces with {@code f:} in front
   * @param children names, those inside {@code extensionElements} with {@code f:} or {@code s:} in front
   */
  record Entry(Map<String, Kind> attributes, Set<String> children, Kind text) {}

  private static final String MACROS = """
  NODE = documentation extensionElements incoming outgoing
  ACTIVITY = NODE multiInstanceLoopCharacteristics property dataInputAssociation dataOutputAssociation
  EVENTS = messageEventDefinition timerEventDefinition errorEventDefinition signalEventDefinition escalationEventDefinition terminateEventDefinition compensateEventDefinition cancelEventDefinition
  FLOW = startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent userTask serviceTask callActivity subProcess transaction exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway sequenceFlow dataObject dataObjectReference dataStoreReference textAnnotation association group
  TASK = id name~ isForCompensation? startQuantity completionQuantity default f:async? f:exclusive?
  """;

  // element | attributes | children | text
  private static final String BPMN = """
  definitions | id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion | documentation extensionElements process collaboration message signal error escalation dataStore category BPMNDiagram | -
  process | id name isExecutable? isClosed? processType | documentation extensionElements laneSet FLOW s:workflow s:data | -
  collaboration | id name isClosed? | documentation extensionElements participant messageFlow textAnnotation association group | -
  participant | id name processRef | documentation extensionElements participantMultiplicity | -
  participantMultiplicity | id minimum maximum | | -
  messageFlow | id name sourceRef targetRef messageRef | documentation extensionElements | -
  laneSet | id name | documentation extensionElements lane | -
  lane | id name | documentation extensionElements flowNodeRef childLaneSet | -
  childLaneSet | id name | lane | -
  flowNodeRef | | |
  message | id name itemRef | documentation extensionElements | -
  signal | id name structureRef f:scope | documentation extensionElements | -
  error | id name errorCode structureRef | documentation extensionElements | -
  escalation | id name escalationCode structureRef | documentation extensionElements | -
  dataStore | id name capacity isUnlimited? itemSubjectRef | documentation extensionElements dataState | -
  category | id name | documentation categoryValue | -
  categoryValue | id value | | -
  documentation | id textFormat | | ~
  incoming | | |
  outgoing | | |
  startEvent | id name~ isInterrupting? parallelMultiple? f:initiator f:formKey f:async? f:exclusive? | NODE EVENTS dataOutputAssociation | -
  endEvent | id name~ f:async? f:exclusive? | NODE EVENTS dataInputAssociation | -
  intermediateCatchEvent | id name~ parallelMultiple? f:async? f:exclusive? | NODE EVENTS dataOutputAssociation | -
  intermediateThrowEvent | id name~ f:async? f:exclusive? | NODE EVENTS dataInputAssociation | -
  boundaryEvent | id name~ attachedToRef cancelActivity? parallelMultiple? f:async? f:exclusive? | NODE EVENTS dataOutputAssociation | -
  messageEventDefinition | id messageRef | documentation | -
  signalEventDefinition | id signalRef f:async? | documentation | -
  errorEventDefinition | id errorRef f:errorVariableName f:errorVariableTransient? f:errorVariableLocalScope? | documentation | -
  escalationEventDefinition | id escalationRef | documentation | -
  terminateEventDefinition | id f:terminateAll? f:terminateMultiInstance? | documentation | -
  cancelEventDefinition | id | documentation | -
  compensateEventDefinition | id activityRef waitForCompletion? | documentation | -
  timerEventDefinition | id | documentation timeDate timeDuration timeCycle | -
  timeDate | id type | | @
  timeDuration | id type | | @
  timeCycle | id type f:endDate@ | | @
  userTask | TASK implementation f:assignee~ f:owner~ f:candidateUsers~ f:candidateGroups~ f:formKey f:dueDate@ f:priority~ f:category | ACTIVITY s:declassify s:escalation | -
  serviceTask | TASK implementation f:type | ACTIVITY f:field | -
  field | name stringValue& expression& | f:string f:expression | -
  string | | | &
  expression | | | &
  callActivity | TASK calledElement f:calledElementType f:sameDeployment? f:businessKey~ f:inheritBusinessKey? f:processInstanceName~ f:fallbackToDefaultTenant? | ACTIVITY f:in f:out | -
  in | source sourceExpression~ target | | -
  out | source sourceExpression~ target | | -
  subProcess | TASK triggeredByEvent? | ACTIVITY laneSet FLOW | -
  transaction | TASK triggeredByEvent? method | ACTIVITY laneSet FLOW | -
  multiInstanceLoopCharacteristics | id isSequential? behavior f:collection~ f:elementVariable f:elementIndexVariable | documentation loopCardinality loopDataInputRef inputDataItem completionCondition | -
  loopCardinality | id type | | ~
  loopDataInputRef | | |
  inputDataItem | id name | |
  completionCondition | id type | | =
  property | id name itemSubjectRef | | -
  dataInputAssociation | id | sourceRef targetRef | -
  dataOutputAssociation | id | sourceRef targetRef | -
  sourceRef | | |
  targetRef | | |
  exclusiveGateway | id name~ gatewayDirection default f:async? f:exclusive? | NODE | -
  parallelGateway | id name~ gatewayDirection f:async? f:exclusive? | NODE | -
  inclusiveGateway | id name~ gatewayDirection default f:async? f:exclusive? | NODE | -
  eventBasedGateway | id name~ gatewayDirection instantiate? eventGatewayType f:async? f:exclusive? | NODE | -
  sequenceFlow | id name~ sourceRef targetRef isImmediate? | documentation extensionElements conditionExpression | -
  conditionExpression | id type | | =
  dataObject | id name itemSubjectRef isCollection? | documentation extensionElements dataState f:value | -
  value | | |
  dataState | id name | |
  dataObjectReference | id name dataObjectRef itemSubjectRef | documentation extensionElements dataState | -
  dataStoreReference | id name dataStoreRef itemSubjectRef | documentation extensionElements dataState | -
  textAnnotation | id textFormat | documentation extensionElements text | -
  text | | |
  association | id sourceRef targetRef associationDirection | documentation extensionElements | -
  group | id categoryValueRef | documentation extensionElements | -
  extensionElements | | | -
  s:workflow | owner riskClass trigger inputs decisionPoints systems exceptions approvals successMetric baselineMinutes# successVariable successValue accountSensitivity fallback retention% mcp? | | -
  s:data | name trust sensitivity | | -
  s:declassify | variables labels | | -
  s:escalation | group after | | -
  BPMNDiagram | id name documentation resolution | BPMNPlane BPMNLabelStyle | -
  BPMNPlane | id name bpmnElement | BPMNShape BPMNEdge extension | -
  BPMNShape | id name bpmnElement isHorizontal? isExpanded? isMarkerVisible? isMessageVisible? participantBandKind choreographyActivityShape | Bounds BPMNLabel extension | -
  BPMNEdge | id name bpmnElement sourceElement targetElement messageVisibleKind | waypoint BPMNLabel extension | -
  BPMNLabel | id labelStyle | Bounds extension | -
  BPMNLabelStyle | id | Font | -
  Font | name size isBold? isItalic? isUnderline? isStrikeThrough? | | -
  Bounds | x y width height | | -
  waypoint | x y type | | -
  extension | | | -
  """;

  private static final String DMN = """
  definitions | id name namespace exporter exporterVersion expressionLanguage typeLanguage | description decision inputData DMNDI extensionElements | -
  description | | |
  inputData | id name label | variable description extensionElements | -
  variable | id name typeRef | | -
  decision | id name label | description variable informationRequirement decisionTable extensionElements | -
  informationRequirement | id | requiredInput | -
  requiredInput | href | | -
  decisionTable | id name hitPolicy aggregation preferredOrientation outputLabel | input output rule annotation description extensionElements | -
  annotation | id name | |
  input | id label | inputExpression inputValues description extensionElements | -
  inputExpression | id typeRef expressionLanguage label | text | -
  inputValues | id expressionLanguage | text | -
  output | id name label typeRef | outputValues description extensionElements | -
  outputValues | id expressionLanguage | text | -
  rule | id label | inputEntry outputEntry annotationEntry description extensionElements | -
  annotationEntry | | text | -
  inputEntry | id label expressionLanguage | text description | -
  outputEntry | id label expressionLanguage | text description | -
  text | | | ~
  extensionElements | | | -
  DMNDI | | DMNDiagram | -
  DMNDiagram | id name useAlternativeInputDataShape | Size DMNShape DMNEdge | -
  Size | width height | | -
  DMNShape | id dmnElementRef isCollapsed isListedInputData | Bounds DMNLabel DMNDecisionServiceDividerLine | -
  DMNEdge | id dmnElementRef | waypoint DMNLabel | -
  DMNLabel | id | Bounds | -
  Bounds | x y width height | | -
  waypoint | x y type | | -
  """;

  private static final Map<String, String> MACRO = MACROS.lines()
    .map(line -> line.split(" = ", 2))
    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

  static final Vocabulary OF_BPMN = new Vocabulary(BPMN);
  static final Vocabulary OF_DMN = new Vocabulary(DMN);

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private Vocabulary(String table) {
    table
      .lines()
      .map(line -> line.split("\\|", -1))
      .forEach(columns -> entries.put(columns[0].strip(), entry(columns)));
  }

  @Nullable
  Entry get(String element) {
    return entries.get(element);
  }

  private static Entry entry(String[] columns) {
    var attributes = new LinkedHashMap<String, Kind>();
    words(columns[1]).forEach(word -> {
      var name = word.replaceFirst("[^A-Za-z]+$", "");
      attributes.put(name, Kind.of(word.substring(name.length())));
    });
    return new Entry(
      attributes,
      words(columns[2]).collect(Collectors.toCollection(LinkedHashSet::new)),
      Kind.of(columns[3].strip())
    );
  }

  private static Stream<String> words(String list) {
    return Arrays.stream(list.strip().split("\\s+"))
      .filter(word -> !word.isEmpty())
      .flatMap(word -> MACRO.containsKey(word) ? words(MACRO.get(word)) : Stream.of(word));
  }
}
