// Lists and answers of the gateway as literals of the official packages' own types. The test puts
// the JSON in the place of the names in capitals; literals may have no member that a type lacks.
import type {ChatCompletionTool, ChatCompletionToolMessageParam} from 'openai/resources/chat/completions';
import type {FunctionTool, ResponseInputItem, Tool as ResponsesTool} from 'openai/resources/responses/responses';
import type {MessageParam, Tool as AnthropicTool, ToolResultBlockParam} from '@anthropic-ai/sdk/resources/messages';
import type {Content, FunctionDeclaration, Part, Tool as GeminiTool} from '@google/genai';
import type {Tool as McpTool} from '@modelcontextprotocol/sdk/types.js';

export const chatTools: ChatCompletionTool[] = OPENAI_TOOLS;
export const responsesTools: ResponsesTool[] = OPENAI_RESPONSES_TOOLS;
export const functionTools: FunctionTool[] = OPENAI_RESPONSES_TOOLS;
export const anthropicTools: AnthropicTool[] = ANTHROPIC_TOOLS;
export const geminiTools: GeminiTool[] = GEMINI_TOOLS;
export const geminiDeclarations: FunctionDeclaration[] = GEMINI_DECLARATIONS;
export const mcpTools: McpTool[] = MCP_TOOLS;

export const chatAnswer: ChatCompletionToolMessageParam[] = CHAT_ANSWER;
export const responsesAnswer: ResponseInputItem[] = RESPONSES_ANSWER;
export const functionCallOutputs: ResponseInputItem.FunctionCallOutput[] = RESPONSES_ANSWER;
export const anthropicAnswer: MessageParam[] = ANTHROPIC_ANSWER;
export const toolResults: ToolResultBlockParam[] = ANTHROPIC_BLOCKS;
export const geminiAnswer: Content[] = GEMINI_ANSWER;
export const geminiParts: Part[] = GEMINI_PARTS;
