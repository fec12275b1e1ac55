"""The role matrix: the table everyone fills in together, and what belongs to it."""

from components.role_matrix.confirmations import Confirmations
from components.role_matrix.matrix_findings import MatrixFindings
from components.role_matrix.role_matrix import RoleMatrix
from components.role_matrix.task_lists import TaskLists
from components.role_matrix.template_chooser import TemplateChooser

__all__ = ['Confirmations', 'MatrixFindings', 'RoleMatrix', 'TaskLists', 'TemplateChooser']
